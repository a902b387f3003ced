import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openWorkspace } from '../../../deploy/open-workspace.ts';

/** A stack file with the given settings, in a machine without any Pulumi login. */
async function stackFile(t: TestContext, settings: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-workspace-'));
  const before = { ...process.env };
  t.after(() => {
    process.env = before;
    return rm(folder, { recursive: true });
  });
  process.env.PULUMI_HOME = folder;
  delete process.env.PULUMI_BACKEND_URL;
  delete process.env.PULUMI_ACCESS_TOKEN;
  const file = join(folder, 'Pulumi.staging.yaml');
  await writeFile(file, JSON.stringify({ config: { 'mcp-system:settings': settings } }));
  return file;
}

test('a deployment without a named cluster is refused; a preview of it needs none', async (t) => {
  const configFile = await stackFile(t, {});
  await assert.rejects(
    openWorkspace('staging', { configFile }, 'running'),
    /names no cluster: set settings\.cluster\.context/,
  );
  const { kind, env } = await openWorkspace('staging', { configFile }, 'plan');
  assert.equal(kind, 'none');
  assert.equal(env.KUBECONFIG, '/dev/null');
});

test('another context than the one of the settings is refused, naming both', async (t) => {
  const configFile = await stackFile(t, { cluster: { context: 'blue' } });
  await assert.rejects(
    openWorkspace('staging', { configFile, context: 'green' }, 'running'),
    /belongs to context "blue", not to "green"/,
  );
});

test('a named cluster without a state backend is refused, and used where there is one', async (t) => {
  const configFile = await stackFile(t, { cluster: { context: 'blue' } });
  await assert.rejects(
    openWorkspace('staging', { configFile }, 'running'),
    /no state backend: run `pulumi login`/,
  );
  process.env.PULUMI_BACKEND_URL = 'file:///nowhere';
  const { kind, context } = await openWorkspace('staging', { configFile }, 'running');
  assert.deepEqual({ kind, context }, { kind: 'named', context: 'blue' });
});
