import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { examples } from '../../service/docs/examples/index.ts';
import { type OpenApi, operations } from '../../service/docs/openapi.ts';
import { createKey } from '../service/support/keys.ts';
import { lastInFirstOut } from '../service/support/scope.ts';
import { startService, startWith, type TestService } from '../service/support/service.ts';
import { fuzz, schemathesis } from './schemathesis.ts';
import { answered } from './tally.ts';
import { walker } from './walk.ts';

const EXAMPLES = 5000;
/** Successful answers that every operation must have given. */
const SUCCESSES = 20;

describe('the running API keeps to its OpenAPI document', () => {
  const scope = lastInFirstOut({ after });
  let service: TestService;
  let profiling: TestService;
  let key: string;
  let document: OpenApi;

  before(async () => {
    await schemathesis();
    service = await startService(scope);
    // A heap snapshot at every other made-up request would measure the profiler.
    const features = { ...service.config.features, profiling: true };
    profiling = await startWith(scope, { ...service.config, features });
    key = await createKey(service);
    document = service.app.swagger() as unknown as OpenApi;
  });

  test(`${EXAMPLES} made-up requests find no server error and no undocumented answer`, async (t) => {
    const count = operations(document).length;
    const {
      passed,
      examples: made,
      output,
    } = await fuzz({
      url: service.url,
      key,
      // The coverage phase adds its own, so these alone need not reach the figure.
      examples: Math.ceil(EXAMPLES / count / 2),
      without: [],
      seed: 20_261_123,
    });
    t.diagnostic(`${made} requests for ${count} operations`);
    assert.ok(passed, output);
    assert.ok(made >= EXAMPLES, `only ${made} requests:\n${output}`);
  });

  test(`every operation succeeds at least ${SUCCESSES} times`, async () => {
    const { url } = profiling;
    const walk = walker({ document, examples, url, key });
    const names = operations(document).map(({ operationId }) => operationId ?? '');
    for (const name of names) {
      for (let i = 0; i < SUCCESSES; i++) {
        const { status, body, documented } = await walk(name);
        assert.ok(status < 300 && documented, `${name}: ${status} ${JSON.stringify(body)}`);
      }
    }
  });

  test('the service counted it so, and no answer was a 5xx', async () => {
    const counts = await answered([service, profiling]);
    for (const { method, path, operationId } of operations(document)) {
      const statuses = counts.get(`${method} ${path}`) ?? new Map<number, number>();
      const of = (from: number, to: number) =>
        [...statuses].reduce((sum, [status, n]) => sum + (status >= from && status < to ? n : 0), 0);
      assert.ok(of(200, 300) >= SUCCESSES, `${operationId} succeeded ${of(200, 300)} times`);
      // 503 is how a busy service sheds load, and how /health tells of a store.
      assert.equal(of(500, 503) + of(504, 600), 0, `${operationId} answered a 5xx`);
    }
  });
});
