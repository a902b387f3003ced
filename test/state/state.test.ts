import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { dump } from 'js-yaml';
import { projectFolder, SETTINGS_KEY } from '../../deploy/project.ts';
import { Pulumi } from '../../deploy/pulumi.ts';
import { type Workspace, writeProject } from '../../deploy/workspace.ts';
import { run } from '../cluster/run.ts';
import { type Backend, documented, folderBackend, s3Backend } from './backends.ts';
import { killedUp, locks } from './killed.ts';

const STACK = 'kept';
const overrides = {
  environment: 'development',
  cluster: { context: 'elsewhere' },
  api: { image: { digest: `sha256:${'1'.repeat(64)}` } },
  monitoring: { mode: 'none' },
  ingress: { enabled: false },
  embeddings: { mode: 'builtin' },
};

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-state-'));
  folders.push(folder);
  return folder;
}

/** A stack whose state is in a backend and whose objects become files. */
async function stackOn(backend: Backend): Promise<{ workspace: Workspace; rendered: string }> {
  const folder = await newFolder();
  const rendered = join(folder, 'rendered');
  await mkdir(rendered);
  await writeProject(folder, STACK, dump({ config: { [SETTINGS_KEY]: overrides } }));
  const env = {
    ...backend.env,
    PULUMI_BACKEND_URL: backend.url,
    PULUMI_CONFIG_PASSPHRASE: 'of this test alone',
    MCP_RENDER_DIR: rendered,
    KUBECONFIG: undefined,
  };
  return { workspace: { stack: STACK, folder, overrides, kind: 'named', context: '', env }, rendered };
}

const UP = ['up', '--yes', '--skip-preview'];

/** Everything that a backend holds of the stack, as text. */
async function held(backend: Backend): Promise<string> {
  const place = join(backend.folder, '.pulumi/stacks/mcp-system');
  const names = (await readdir(place)).filter((name) => name.startsWith(`${STACK}.json`));
  assert.ok(names.length > 0, `nothing of ${STACK} in ${place}`);
  return (await Promise.all(names.map((name) => readFile(join(place, name), 'utf8')))).join('\n');
}

/** What the documentation says to do about the lock of a dead run. */
async function recover(pulumi: Pulumi): Promise<void> {
  const [, ...args] = (await documented('pulumi cancel')).split(' ');
  assert.deepEqual(args, ['cancel', '--stack', '<stack>']);
  await pulumi.run(['cancel', '--yes']);
}

const backends = { 'a folder': folderBackend, 'an S3-compatible server': s3Backend };

for (const [name, start] of Object.entries(backends)) {
  test(`in ${name} a state is encrypted, the lock of a killed run is found and taken away, and others see the same`, async (t) => {
    const backend = await start(join(await newFolder(), 'state'));
    t.after(backend.stop);
    const { workspace, rendered } = await stackOn(backend);
    const pulumi = await Pulumi.open(workspace);

    const pid = await killedUp(workspace, rendered);
    assert.equal(locks(backend.folder, STACK).length, 1);
    await assert.rejects(pulumi.stream(UP, { quiet: true }), (error: Error) => {
      assert.match(error.message, /currently locked by 1 lock.*pulumi cancel/s);
      assert.match(error.message, new RegExp(`\\(pid ${pid}\\)`));
      return true;
    });
    await recover(pulumi);
    assert.deepEqual(locks(backend.folder, STACK), []);

    await pulumi.stream(UP, { quiet: true });
    assert.deepEqual(locks(backend.folder, STACK), []);
    const state = await held(backend);
    assert.match(state, /"ciphertext": ?"v1:/);
    assert.doesNotMatch(state, /"plaintext"|mysql:\/\//);

    const file = join(workspace.folder, `Pulumi.${STACK}.yaml`);
    const preview = (passphrase: string) =>
      run(join(projectFolder, 'deploy.sh'), ['preview', STACK, '--config-file', file], {
        env: { ...process.env, ...workspace.env, PULUMI_CONFIG_PASSPHRASE: passphrase },
        allow: [1],
      });
    const seen = await preview('of this test alone');
    assert.match(seen.stdout, /nothing to change, \d\d unchanged/, seen.stderr);
    const refused = await preview('of somebody else');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /incorrect passphrase/);
  });
}

test('the state folder that belongs to one machine gives up the lock of a dead process by itself', async () => {
  const backend = await folderBackend(join(await newFolder(), 'state'));
  const { workspace, rendered } = await stackOn(backend);
  await Pulumi.open(workspace);
  await killedUp(workspace, rendered);
  assert.equal(locks(backend.folder, STACK).length, 1);
  const pulumi = await Pulumi.open({ ...workspace, stateFolder: backend.folder });
  assert.deepEqual(locks(backend.folder, STACK), []);
  await pulumi.stream(UP, { quiet: true });
});
