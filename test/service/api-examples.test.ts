import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { examples } from '../../service/docs/examples/index.ts';
import { type OpenApi, operations } from '../../service/docs/openapi.ts';
import { apiPage } from '../../service/docs/page.ts';
import { readAudit } from '../../service/src/audit/read.ts';
import { ERRORS } from '../../service/src/errors.ts';
import { walker } from '../api/walk.ts';
import { eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService } from './support/service.ts';

const scope = lastInFirstOut({ after });
const service = await startService(scope, { features: { profiling: true } });
const document = service.app.swagger() as unknown as OpenApi;
const names = operations(document).map(({ operationId }) => operationId ?? '');
const walk = walker({ document, examples, url: service.url, key: await createKey(service) });

test('every operation has an example, and every example is of an operation', () => {
  assert.deepEqual(Object.keys(examples).sort(), names.toSorted());
});

test('docs/API.md is what the OpenAPI document and the examples say', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/API.md'), 'utf8');
  assert.ok(page === apiPage(document, examples, ERRORS), 'it is out of date: npm run docs');
});

test('whatever deletes, and whatever an administrator changes, stands in the audit log', async () => {
  const changes = operations(document).filter(
    ({ method, path }) => method === 'DELETE' || (method !== 'GET' && path.startsWith('/api/v1/admin/')),
  );
  assert.ok(changes.length > 10);
  const last = async () => (await readAudit(service.app.mysql, { limit: 1 })).entries[0]?.id ?? 0;
  for (const { operationId = '' } of changes) {
    const before = await last();
    await walk(operationId);
    await eventually(async () => ((await last()) > before ? true : undefined)).catch(() =>
      assert.fail(`${operationId} leaves no entry`),
    );
  }
});

describe('every example works on a live service', () => {
  for (const name of names) {
    test(name, async () => {
      const { status, body, documented } = await walk(name);
      assert.ok(status < 300 && documented, `${status} ${JSON.stringify(body)}`);
    });
  }
});
