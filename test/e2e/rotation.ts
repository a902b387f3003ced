import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../service/support/http.ts';
import type { Api } from './outages.ts';
import { deploy } from './support/deploy.ts';
import { type Ask, startLoad } from './support/load.ts';
import { kubectl, podIds } from './support/pods.ts';

const PROJECT = 'rotation';
const MEMORIES = `/projects/${PROJECT}/memories`;
/** A few requests a second: what is looked for is one that fails, not how many fit. */
const PACE_MS = 150;
const FRESH_MS = 30_000;

/** Values of a Secret of the stack, decoded. */
async function secret(name: string): Promise<Record<string, string>> {
  const { stdout } = await kubectl(['get', 'secret', name, '-o', 'json']);
  const { data } = JSON.parse(stdout) as { data: Record<string, string> };
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
  );
}

const passwordIn = (url = ''): string => decodeURIComponent(new URL(url).password);

/** What clients and administrators log in with at this moment. */
async function credentials() {
  const [service, mysql] = await Promise.all([secret('mcp-secrets'), secret('mcp-mysql')]);
  return {
    mysql: passwordIn(service['database-url']),
    root: mysql['root-password'] ?? '',
    state: passwordIn(service['redis-url']),
    cache: passwordIn(service['redis-cache-url']),
    milvus: service['milvus-token'] ?? '',
  };
}

/** Looks for the collections with another token; the image has no shell to set one. */
const AS_MILVUS_USER = `
const { spawnSync } = require('node:child_process');
const env = { ...process.env, MILVUS_TOKEN: process.argv[1] };
process.exit(spawnSync('node', ['/app/ops.js', 'vectors', 'init', '--wait', '2'], { env }).status);`;

/** Runs MySQL's client as a user. @returns its exit code: 0, or 1 where it was refused */
async function runSql(user: string, password: string, args: string[]): Promise<number> {
  const client = ['mysql', '--no-defaults', '--host=127.0.0.1', '--get-server-public-key'];
  const command = ['env', `MYSQL_PWD=${password}`, ...client, `--user=${user}`, ...args];
  return (await kubectl(['exec', 'mysql-0', '--', ...command], [1])).code;
}

/** Whether each of them is accepted, by a login of its own. */
async function accepted({ mysql, root, state, cache, milvus }: Awaited<ReturnType<typeof credentials>>) {
  const does = async (args: string[]) => (await kubectl(['exec', ...args], [1, 2])).code === 0;
  const inMysql = async (user: string, password: string) =>
    (await runSql(user, password, ['--execute=SELECT 1'])) === 0;
  const inRedis = async (instance: string, password: string) => {
    const ping = ['redis-cli', '--user', 'mcp', '--pass', password, '--no-auth-warning', 'ping'];
    const { stdout } = await kubectl(['exec', `redis-${instance}-0`, '--', ...ping], [1]);
    return stdout.trim() === 'PONG';
  };
  return {
    mysql: await inMysql('mcp', mysql),
    root: await inMysql('root', root),
    state: await inRedis('state', state),
    cache: await inRedis('cache', cache),
    milvus: await does(['deployment/mcp-api', '--', 'node', '-e', AS_MILVUS_USER, milvus]),
  };
}

const ALL = { mysql: true, root: true, state: true, cache: true, milvus: true };
const NONE = { mysql: false, root: false, state: false, cache: false, milvus: false };

/** Status of a request over a connection of its own. */
function freshStatus(url: string, key: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false, headers: { authorization: `Bearer ${key}` }, timeout: FRESH_MS })
      .on('response', (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      })
      .on('timeout', () => reject(new Error('no answer')))
      .on('error', reject)
      .end();
  });
}

/** New passwords for every store while the service works. @param local address and key, once the stack is up */
export function testRotation(api: Api, local: () => { url: string; key: string }): void {
  const slowly =
    (ask: Ask): Ask =>
    async (number) => {
      await delay(PACE_MS);
      return ask(number);
    };
  const expect = (wanted: number, status: number) => (status === wanted ? undefined : `status ${status}`);
  let degraded = 0;
  const asks: Ask[] = [
    async (number) =>
      expect(201, (await api(MEMORIES, { content: `kept in rotation ${number}`, tier: 'mid' })).status),
    async (number) =>
      expect(201, (await api(MEMORIES, { content: `short in rotation ${number}`, tier: 'short' })).status),
    async (number) => {
      const { status, body } = await api(`${MEMORIES}/search`, { query: `which rotation is ${number}?` });
      if (body.degraded) degraded += 1;
      return expect(200, status);
    },
    async () => expect(200, await freshStatus(`${local().url}/api/v1${MEMORIES}?limit=1`, local().key)),
  ];

  test('stores get new passwords under load: no request is lost, and the old ones are refused', async (t) => {
    const old = await credentials();
    assert.deepEqual(await accepted(old), ALL);
    const before = await podIds();
    const stored = await api(MEMORIES, { content: 'from before the rotation', tier: 'long' });
    const load = startLoad(asks.map(slowly));
    const begun = performance.now();
    try {
      await deploy('rotate');
    } finally {
      const { answered, failures } = await load.stop();
      const seconds = Math.round((performance.now() - begun) / 1000);
      t.diagnostic(`${answered} requests in ${seconds} s, ${degraded} searches went by words only`);
      assert.deepEqual(failures, []);
      assert.ok(answered > 50, `${answered} requests`);
    }
    const now = await podIds();
    const rolled = Object.keys(now).filter((name) => now[name] !== before[name]);
    // Who has a password is rolled, the stores are not.
    assert.deepEqual(rolled.sort(), ['mcp-api', 'mysql-exporter', 'redis-exporter']);
    assert.deepEqual(await accepted(old), NONE);
    assert.deepEqual(await accepted(await credentials()), ALL);
    assert.equal(
      (await api(`${MEMORIES}/${stored.body.memory.id}`)).body.content,
      'from before the rotation',
    );
    await eventually(async () => {
      const { body } = await api(`${MEMORIES}/search`, { query: 'before the rotation', mode: 'vector' });
      return body.results?.length > 0 && !body.degraded ? true : undefined;
    });
  });

  test('what a server reads when it starts has the current passwords alone', async () => {
    const { state } = await credentials();
    const { stdout } = await kubectl([
      'get',
      'secret',
      'mcp-redis-state',
      '-o',
      'jsonpath={.data.users\\.acl}',
    ]);
    const acl = Buffer.from(stdout, 'base64').toString();
    assert.equal(/^user mcp on (#[0-9a-f]{64} )*/m.exec(acl)?.[0].match(/#/g)?.length, 1);
    assert.ok(state.length >= 32);
  });

  test('the service may not change the schema, the user of backups may only read', async () => {
    const service = await secret('mcp-secrets');
    const backup = await secret('mcp-mysql-backup');
    const as = (user: string, password: string, sql: string) =>
      runSql(user, password, [`--execute=${sql}`, 'mcp_db']);
    const password = passwordIn(service['database-url']);
    assert.equal(await as('mcp', password, 'SELECT COUNT(*) FROM projects'), 0);
    for (const sql of [
      'CREATE TABLE t (a INT)',
      'DROP TABLE notes',
      'CREATE USER nobody',
      'SELECT 1 FROM mysql.user',
    ])
      assert.equal(await as('mcp', password, sql), 1, sql);
    const reader = /^password = (.*)$/m.exec(backup['my.cnf'] ?? '')?.[1] ?? '';
    assert.equal(await as('mcp_backup', reader, 'SELECT COUNT(*) FROM projects'), 0);
    assert.equal(await as('mcp_backup', reader, 'DELETE FROM projects'), 1);
  });
}
