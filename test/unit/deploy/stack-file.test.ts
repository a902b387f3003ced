import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readStackFile, settingsOf } from '../../../deploy/stack-file.ts';

test('an unknown stack is answered with the stacks there are', async () => {
  await assert.rejects(readStackFile('qa'), /no stack "qa".*Known stacks: development, production, staging/);
});

test('settings and everything else of a file are kept; an empty file is an empty stack', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-stack-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'Pulumi.x.yaml');
  await writeFile(file, 'encryptionsalt: v1:abc\nconfig:\n  mcp-system:settings:\n    api: {replicas: 2}\n');
  const { content, overrides } = await readStackFile('x', file);
  assert.equal(content.encryptionsalt, 'v1:abc');
  assert.deepEqual(overrides, { api: { replicas: 2 } });
  await writeFile(file, '');
  assert.deepEqual((await readStackFile('x', file)).overrides, {});
});

test('every mistake in the settings is named at once', () => {
  assert.throws(() => settingsOf('development', { api: { replicas: 0 }, mysql: { poolSize: 'many' } }), {
    message: /^2 mistakes(?=[\s\S]*api\.replicas = 0)(?=[\s\S]*mysql\.poolSize = "many")/,
  });
});
