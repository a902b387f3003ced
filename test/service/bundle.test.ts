import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePorts } from '../cluster/node/ports.ts';
import { freshVectors } from './support/core.ts';
import { call, eventually } from './support/http.ts';
import { writeConfig } from './support/process.ts';
import { addresses, emptyDatabase } from './support/stores.ts';

const BUILD = join(import.meta.dirname, '../../service/build.ts');

test('the bundle runs in a folder of its own, without node_modules', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'mcp-bundle-'));
  t.after(() => rmSync(dir, { recursive: true }));
  const built = spawnSync(process.execPath, [BUILD, '--outdir', dir], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);

  const [http = 0, ws = 0, metrics = 0] = await freePorts(3);
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: (await emptyDatabase(t)).url,
    REDIS_URL: addresses.redis(),
    MILVUS_TOKEN: addresses.milvusToken(),
    CONFIG_FILE: writeConfig(t, {
      server: { host: '127.0.0.1', http_port: http, ws_port: ws, metrics_port: metrics },
      milvus: { address: addresses.milvus(), collection_prefix: freshVectors(t).collectionPrefix },
    }),
  };
  const run = (program: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(dir, program), ...args], { env, cwd: dir, encoding: 'utf8' });

  cpSync(join(dir, 'bridge.js'), join(dir, 'alone', 'bridge.mjs'));
  const bridge = run('alone/bridge.mjs', '--version');
  assert.deepEqual([bridge.status, bridge.stderr], [0, '3.0.0\n'], 'the bridge is one file');

  const early = run('healthcheck.js');
  assert.equal(early.status, 1, 'nothing listens yet');
  const migrated = run('ops.js', 'migrate', '--wait', '20');
  assert.equal(migrated.status, 0, migrated.stdout + migrated.stderr);

  const child = spawn(process.execPath, [join(dir, 'server.js')], { env, cwd: dir });
  t.after(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  await eventually(async () => {
    assert.equal(child.exitCode, null, output);
    return output.includes('"listening"') || undefined;
  });
  const url = `http://127.0.0.1:${http}`;
  await eventually(async () => ((await call(`${url}/health`)).status === 200 ? true : undefined));
  assert.equal((await call(`${url}/docs/static/swagger-ui.css`)).status, 200);
  assert.equal((await call(`${url}/openapi.json`)).body.info.version, '3.0.0');
  const healthy = run('healthcheck.js');
  assert.equal(healthy.status, 0, healthy.stdout + healthy.stderr);
});
