import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { projectFolder } from '../../../deploy/project.ts';
import { scriptOnPath } from './fake-program.ts';

/** A Pulumi whose `up` tells that it runs, and ends in good order once a byte comes after its SIGINT. */
const pulumi = (socket: string) => `
if (!process.argv.includes('up')) {
  process.stdout.write('{}');
} else {
  // Before it tells that it runs: a signal may come at once.
  process.on('SIGINT', () => line.write('interrupted'));
  const line = require('node:net').connect(${JSON.stringify(socket)});
  line.on('data', () => process.exit(1));
}`;

/** A render whose `up` has begun, with a folder for everything temporary. */
async function rendering(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-signals-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const server = createServer().listen(join(folder, 'socket'));
  t.after(() => server.close());
  await scriptOnPath(t, 'pulumi', pulumi(join(folder, 'socket')));
  const digest = `api: { image: { digest: sha256:${'1'.repeat(64)} } }`;
  const config = join(folder, 'Pulumi.staging.yaml');
  await writeFile(config, `config: { mcp-system:settings: { ${digest} } }\n`);
  const child = spawn(
    process.execPath,
    [
      join(projectFolder, 'deploy/main.ts'),
      'render',
      'staging',
      '--config-file',
      config,
      '--out',
      join(folder, 'out'),
    ],
    { env: { ...process.env, TMPDIR: temporary }, stdio: 'ignore' },
  );
  t.after(() => child.kill('SIGKILL'));
  const tooSoon = once(child, 'close').then(([code]) => {
    throw new Error(`ended with ${code} before Pulumi began`);
  });
  const [up] = (await Promise.race([once(server, 'connection'), tooSoon])) as [Socket];
  tooSoon.catch(() => undefined);
  return { child, up, temporary };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  test(`${signal} interrupts Pulumi, waits for its end, and leaves no folder behind`, async (t) => {
    const { child, up, temporary } = await rendering(t);
    assert.equal((await readdir(temporary)).length, 2, 'the workspace, and what is rendered');
    child.kill(signal);
    assert.equal(String(await once(up, 'data')), 'interrupted');
    assert.equal(child.exitCode, null, 'it waits');
    up.write('now');
    const [code] = await once(child, 'close');
    assert.equal(code, 128 + constants.signals[signal]);
    assert.deepEqual(await readdir(temporary), []);
  });
