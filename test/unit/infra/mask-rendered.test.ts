import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { load } from 'js-yaml';
import { maskRendered } from '../../../infra/lib/mask-rendered.ts';

test('only Secrets are masked, keeping their keys, and nothing of a value is left', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rendered-'));
  mkdirSync(join(folder, '1-manifest'));
  const secret = join(folder, '1-manifest', 'secret.yaml');
  const other = join(folder, '1-manifest', 'configmap.yaml');
  writeFileSync(secret, 'kind: Secret\ntype: Opaque\ndata: {a: aGVsbG8=}\nstringData: {b: world}\n');
  writeFileSync(other, 'kind: ConfigMap\ndata: {a: hello}\n');
  const before = readFileSync(other, 'utf8');
  assert.deepEqual(maskRendered(folder), [secret]);
  assert.deepEqual(load(readFileSync(secret, 'utf8')), {
    kind: 'Secret',
    type: 'Opaque',
    stringData: { a: '***', b: '***' },
  });
  assert.equal(readFileSync(other, 'utf8'), before);
});
