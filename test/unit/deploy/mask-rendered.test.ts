import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { maskRendered } from '../../../deploy/mask-rendered.ts';

test('values of Secrets are masked, their keys and all other manifests stay', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-mask-'));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'deep'));
  const secret = join(folder, 'deep', 'secret.yaml');
  const map = join(folder, 'map.yaml');
  await writeFile(
    secret,
    'kind: Secret\nmetadata: {name: s}\ndata: {a: aHVudGVy}\nstringData: {b: hunter}\n',
  );
  await writeFile(map, 'kind: ConfigMap\ndata: {a: plain}\n');
  await maskRendered(folder);
  const masked = await readFile(secret, 'utf8');
  assert.doesNotMatch(masked, /hunter|aHVudGVy/);
  assert.match(masked, /stringData:\n {2}a: \(masked\)\n {2}b: \(masked\)\n/);
  assert.equal(await readFile(map, 'utf8'), 'kind: ConfigMap\ndata: {a: plain}\n');
});
