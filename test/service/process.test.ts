import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import WebSocket from 'ws';
import { migrate } from '../../service/src/database/migrate.ts';
import { createMysqlPool } from '../../service/src/database/pool.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { writeConfig } from './support/process.ts';
import { addresses, emptyDatabase } from './support/stores.ts';

const SERVER = join(import.meta.dirname, '../../service/src/server.ts');

interface Running {
  child: ChildProcess;
  output: () => string;
}

function start(t: TestContext, env: Record<string, string>): Running {
  const child = spawn(process.execPath, [SERVER], { env: { PATH: process.env.PATH ?? '', ...env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
  t.after(() => child.kill('SIGKILL'));
  return { child, output: () => text };
}

async function configured(t: TestContext, server: Record<string, unknown> = {}) {
  const database = await emptyDatabase(t);
  await migrate({ database });
  const [http = 0, ws = 0, metrics = 0] = await freePorts(3);
  const ports = { host: '127.0.0.1', http_port: http, ws_port: ws, metrics_port: metrics };
  const file = writeConfig(t, { server: { ...ports, ...server } });
  const env = { CONFIG_FILE: file, DATABASE_URL: database.url, REDIS_URL: addresses.redis() };
  return { env, http, url: `http://127.0.0.1:${http}`, database };
}

async function listening({ child, output }: Running): Promise<void> {
  await eventually(async () => {
    assert.equal(child.exitCode, null, output());
    return output().includes('"listening"') || undefined;
  }, 60_000);
}

test('a wrong configuration ends the process with every mistake and no stack', async (t) => {
  const running = start(t, { DATABASE_URL: 'postgres://x', LOG_LEVEL: 'loud' });
  const [code] = await once(running.child, 'exit');
  assert.equal(code, 1);
  assert.match(running.output(), /database\.url .*DATABASE_URL/);
  assert.match(running.output(), /logging\.level = "loud"/);
  assert.doesNotMatch(running.output(), /\n {4}at /);
});

test('a port in use ends the process with one clear message', async (t) => {
  const { env, http } = await configured(t);
  const occupant = createServer().listen(http, '127.0.0.1');
  await once(occupant, 'listening');
  t.after(() => occupant.close());
  const running = start(t, env);
  const [code] = await once(running.child, 'exit');
  assert.equal(code, 1);
  assert.match(running.output(), new RegExp(`Port ${http} on 127.0.0.1 is in use; set server.http_port`));
  assert.doesNotMatch(running.output(), /\n {4}at /);
});

test('SIGTERM: readiness goes, what is under way is finished, then the process ends with 0', async (t) => {
  const { env, url, database } = await configured(t, { shutdown_delay_ms: 1000 });
  const pool = createMysqlPool(database);
  const key = await createKey({ app: { mysql: pool } });
  await pool.end();
  const running = start(t, env);
  await listening(running);
  const exited = once(running.child, 'exit');

  const body = JSON.stringify({ content: 'written while the process was closing' });
  const slow = request(`${url}/api/v1/projects/p1/memories`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': body.length,
    },
  });
  slow.write(body.slice(0, 10));
  await eventually(async () => (slow.socket?.connecting === false ? true : undefined));
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`);
  await once(socket, 'open');

  running.child.kill('SIGTERM');
  const draining = await eventually(async () => {
    const answer = await call(`${url}/ready`);
    return answer.status === 503 ? answer : undefined;
  });
  assert.equal(draining.body.status, 'draining');
  await once(socket, 'close');
  await eventually(async () =>
    call(`${url}/live`).then(
      () => undefined,
      () => true,
    ),
  );

  slow.end(body.slice(10));
  const [response] = await once(slow, 'response');
  assert.equal(response.statusCode, 201);
  response.resume();
  assert.deepEqual(await exited, [0, null], running.output());
});
