import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dump } from 'js-yaml';
import { guardStores } from '../../deploy/preview/guard-stores.ts';
import { SETTINGS_KEY } from '../../deploy/project.ts';
import { Pulumi } from '../../deploy/pulumi.ts';
import { writeProject } from '../../deploy/workspace.ts';

const STACK = 'staging';
const image = { digest: `sha256:${'1'.repeat(64)}` };
let folder = '';

/** The stack in a state that lies in a folder, encrypted with a passphrase; its objects become files. */
async function stackWith(settings: Record<string, unknown>): Promise<Pulumi> {
  const overrides = { api: { image }, ...settings };
  await writeProject(folder, STACK, dump({ config: { [SETTINGS_KEY]: overrides } }));
  const env = {
    PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
    PULUMI_CONFIG_PASSPHRASE: 'of this test alone',
    MCP_RENDER_DIR: join(folder, 'manifests'),
    KUBECONFIG: undefined,
  };
  return Pulumi.open({ stack: STACK, folder, overrides, kind: 'named', context: '', env });
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-guard-'));
  await mkdir(join(folder, 'state'));
  await mkdir(join(folder, 'manifests'));
  await (await stackWith({})).stream(['up', '--yes', '--skip-preview'], { quiet: true });
});

after(() => rm(folder, { recursive: true, force: true }));

test('a bigger volume passes, another storage class is refused with every store, and only what is named is let go', async () => {
  const bigger = await stackWith({ mysql: { volume: { size: '500Gi' } } });
  await guardStores(bigger, { allowed: [] });

  const moved = await stackWith({ cluster: { storageClass: 'other' } });
  const guarded = await moved.protectedUrns();
  const refusal = await guardStores(moved, { allowed: [] }).then(
    () => '',
    (error: Error) => error.message,
  );
  const names = / --allow-store-changes (.*)$/.exec(refusal)?.[1]?.split(' ') ?? [];
  for (const store of ['mysql', 'redis-state', 'milvus']) {
    assert.match(refusal, new RegExp(`PersistentVolumeClaim/${store}-data \\(volume\\) would be replaced`));
    assert.ok(names.includes(`StatefulSet/${store}`), refusal);
  }
  assert.deepEqual(await moved.protectedUrns(), guarded, 'a refused run changes nothing');

  await guardStores(moved, { allowed: names });
  const left = (await moved.protectedUrns()).map((urn) => urn.split('::').slice(2).join('::'));
  assert.equal(left.length, guarded.length - names.length, left.join('\n'));
  assert.ok(left.some((name) => name.endsWith('::mysql-password')));
});
