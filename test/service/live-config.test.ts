import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { OPERATOR } from '../../service/src/audit/entry.ts';
import { loadConfig } from '../../service/src/config/load.ts';
import { writeOverrides } from '../../service/src/live/repository.ts';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startWith, testConfig } from './support/service.ts';
import { addresses } from './support/stores.ts';

const scope = lastInFirstOut({ after });
const config = await testConfig(scope, { features: { hot_reload: true } });

/** A mounted ConfigMap: the file is a link into a folder that is swapped as a whole. */
const mount = mkdtempSync(join(tmpdir(), 'mcp-mounted-'));
scope.after(() => rmSync(mount, { recursive: true }));
let version = 0;
function writeFile(text: string): void {
  const folder = `..v${++version}`;
  mkdirSync(join(mount, folder));
  writeFileSync(join(mount, folder, 'config.yaml'), text);
  symlinkSync(folder, join(mount, '..next'));
  renameSync(join(mount, '..next'), join(mount, '..data'));
}
writeFile(JSON.stringify(config));
const file = join(mount, 'config.yaml');
symlinkSync(join('..data', 'config.yaml'), file);
const load = () => loadConfig({ env: {}, file });

const one = await startWith(scope, load(), { source: { file, load } });
const two = await startWith(scope, config);
const key = await createKey(one);
const admin = `${one.url}/api/v1/admin/config`;
const patch = (body: unknown) => call(admin, { method: 'PATCH', key, body });

/** Waits until something is true, for the two seconds that a change may take. */
const soon = (what: () => boolean) => eventually(async () => what() || undefined, 2000);

test('a change on one replica is true on the other within two seconds', async () => {
  const answer = await patch({ set: { 'api.rate_limit': 1234, 'logging.level': 'warn' } });
  assert.equal(answer.status, 200);
  const setting = answer.body.settings.find((found: { key: string }) => found.key === 'api.rate_limit');
  assert.deepEqual(setting, { key: 'api.rate_limit', value: 1234, configured: 0, live: true, stored: true });
  await soon(() => two.app.live.current.api.rate_limit === 1234);
  const limited = await call(`${two.url}/api/v1/projects`, { key });
  assert.equal(limited.headers.get('x-ratelimit-limit'), '1234');
  assert.equal(two.app.log.level, 'warn');

  assert.equal((await patch({ unset: ['api.rate_limit', 'logging.level'] })).status, 200);
  await soon(() => two.app.live.current.api.rate_limit === 0);
  for (const { app } of [one, two]) app.log.level = 'silent';
});

test('a change that nobody announced is found', async () => {
  await writeOverrides(one.app.mysql, { set: { 'api.rate_limit': 99 }, unset: [] }, OPERATOR);
  await soon(() => one.app.live.current.api.rate_limit === 99);
  await soon(() => two.app.live.current.api.rate_limit === 99);
  await patch({ unset: ['api.rate_limit'] });
});

test('the pool of every replica takes its new size', async () => {
  const connection = await createConnection(addresses.mysql());
  const open = async () => {
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT COUNT(*) AS n FROM performance_schema.threads WHERE processlist_db = ? AND processlist_info LIKE '%SLEEP(0.4)%'",
      [new URL(config.database.url).pathname.slice(1)],
    );
    return Number(rows[0]?.n);
  };
  const most = async (expected: number) => {
    const sleeping = Array.from({ length: 20 }, () => two.app.mysql.query('SELECT SLEEP(0.4)'));
    await eventually(async () => (await open()) === expected || undefined, 5000);
    await Promise.all(sleeping);
  };
  await patch({ set: { 'database.pool_size': 15, 'database.max_overflow': 0 } });
  await soon(() => two.app.live.current.database.pool_size === 15);
  await most(15);
  await patch({ unset: ['database.pool_size', 'database.max_overflow'] });
  await soon(() => two.app.live.current.database.pool_size === 4);
  await connection.end();
});

test('an allow list holds at once, and never shuts out who sets it', async () => {
  const refused = await patch({ set: { 'api.allowed_ips': ['10.0.0.0/8'] } });
  assert.equal(refused.status, 400);
  assert.match(refused.body.error.message, /shut out 127\.0\.0\.1/);
  await writeOverrides(one.app.mysql, { set: { 'api.allowed_ips': ['10.0.0.0/8'] }, unset: [] }, OPERATOR);
  await eventually(async () => ((await call(`${two.url}/docs`)).status === 403 ? true : undefined), 2000);
  await writeOverrides(one.app.mysql, { set: {}, unset: ['api.allowed_ips'] }, OPERATOR);
  await soon(() => one.app.live.current.api.allowed_ips.length === 0);
});

test('what cannot be set is refused with the reason, and nothing of the request is kept', async () => {
  for (const [body, message] of [
    [{ set: { 'server.http_port': 1, 'api.rate_limit': 5 } }, /server\.http_port cannot change while.*ports/],
    [{ set: { 'api.api_keys': ['x'] } }, /ops keys/],
    [{ set: { 'no.such_key': 1 } }, /no\.such_key is not a known key/],
    [{ set: { 'database.pool_size': 0 } }, /database\.pool_size = 0 .* a whole number from 1 to 1000/],
    [{ set: { 'database.pool_size': 1000, 'database.max_overflow': 1000 } }, /max_connections of MySQL/],
    [{ set: { 'api.allowed_ips': ['nowhere'] } }, /"nowhere"; allowed: an IP address/],
    [{ set: { 'api.rate_limit': 5 }, unset: ['api.rate_limit'] }, /both set and unset/],
    [{ unset: ['server.http_port'] }, /not a live key/],
    [{ sets: {} }, /sets is not a known field/],
  ] as const) {
    const { status, body: answer } = await patch(body);
    assert.equal(status, 400, JSON.stringify(body));
    assert.match(answer.error.message, message);
  }
  assert.equal(one.app.live.current.api.rate_limit, 0);
  const secret = (await call(admin, { key })).body.settings.find(
    (found: { key: string }) => found.key === 'database.url',
  );
  assert.equal(secret.value, '***');
  assert.equal((await call(admin, { key: await createKey(one, { scopes: ['read', 'write'] }) })).status, 403);
});

test('a changed file is taken under load without a failed request; one with mistakes is not', async () => {
  let running = true;
  const statuses = new Map<number, number>();
  const load = async (n: number) => {
    const url = `${one.url}/api/v1/projects/p/memories`;
    for (let i = 0; running; i++) {
      const { status } = await call(url, {
        key,
        ...(i % 4 === 0 ? { body: { content: `load ${n} ${i}` } } : {}),
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const load4 = [0, 1, 2, 3].map(load);
  const now = () => one.app.live.current;

  writeFile(JSON.stringify({ ...config, database: { ...config.database, pool_size: 2, max_overflow: 1 } }));
  await soon(() => now().database.pool_size === 2);
  writeFile(
    JSON.stringify({ ...config, database: { ...config.database, pool_size: 9 }, api: { rate_limit: 1e6 } }),
  );
  await soon(() => now().database.pool_size === 9 && now().api.rate_limit === 1e6);

  writeFile(
    JSON.stringify({
      ...config,
      database: { ...config.database, pool_size: -1 },
      logging: { level: 'loud' },
    }),
  );
  await soon(() => one.app.configFile.state().problems.length === 2);
  assert.equal(now().database.pool_size, 9);
  const { file: state } = (await call(admin, { key })).body;
  assert.match(state.problems.join('\n'), /database\.pool_size = -1[\s\S]*logging\.level = "loud"/);

  writeFile(JSON.stringify({ ...config, server: { ...config.server, drain_timeout_ms: 1234 } }));
  await soon(() => one.app.configFile.state().waiting.length === 1);
  assert.deepEqual(one.app.configFile.state().waiting, ['server.drain_timeout_ms']);
  assert.equal(now().database.pool_size, 4);

  await patch({ set: { 'database.pool_size': 6 } });
  writeFile(JSON.stringify({ ...config, database: { ...config.database, pool_size: 8 } }));
  await soon(() => one.app.live.base.database.pool_size === 8);
  assert.equal(now().database.pool_size, 6, 'what is stored wins over the file');

  running = false;
  await Promise.all(load4);
  assert.deepEqual(
    [...statuses.keys()].filter((status) => status >= 300),
    [],
    JSON.stringify([...statuses]),
  );
  assert.ok((statuses.get(200) ?? 0) > 0 && (statuses.get(201) ?? 0) > 0);
});
