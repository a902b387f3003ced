import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import { type Connection, createConnection } from 'mysql2/promise';
import { applyMilvus, settleMilvus } from '../../service/src/accounts/milvus.ts';
import { applyMysql, settleMysql } from '../../service/src/accounts/mysql.ts';
import { applyRedis, settleRedis } from '../../service/src/accounts/redis.ts';
import type { MilvusAccounts, MysqlAccounts, RedisAccounts } from '../../service/src/accounts/schema.ts';
import { createMilvusConnection } from '../../service/src/vectors/connection.ts';
import { createMilvusIndex } from '../../service/src/vectors/milvus.ts';
import { assertSuccess } from '../../service/src/vectors/reply.ts';
import { dropCollections } from './support/core.ts';
import { addresses, emptyDatabase, type Scope, uniqueName } from './support/stores.ts';

const ROOT = { name: 'root', passwords: ['root'] };

/** A database of its own with users of their own, and a login as each. */
async function mysqlAccounts(scope: Scope) {
  const url = new URL((await emptyDatabase(scope)).url);
  const server = { host: url.hostname, port: Number(url.port) };
  const root = await createConnection({ ...server, user: 'root', password: 'root' });
  const suffix = uniqueName();
  const users = (['service', 'migration', 'backup', 'exporter'] as const).map((role) => ({
    name: `${role}_${suffix}`,
    password: 'first-password',
    role,
  }));
  scope.after(async () => {
    for (const { name } of users) await root.query('DROP USER IF EXISTS ?@?', [name, '%']);
    await root.end();
  });
  const accounts: MysqlAccounts = {
    ...server,
    database: url.pathname.slice(1),
    administrator: ROOT,
    users,
  };
  const login = async (role: string, password = 'first-password'): Promise<Connection> => {
    const connection = await createConnection({
      ...server,
      database: role === 'exporter' ? '' : accounts.database,
      user: `${role}_${suffix}`,
      password,
    });
    scope.after(() => connection.end());
    return connection;
  };
  return { accounts, root, login, suffix };
}

const withPassword = (accounts: MysqlAccounts, password: string): MysqlAccounts => ({
  ...accounts,
  users: accounts.users.map((user) => ({ ...user, password })),
});

const denied = { code: 'ER_TABLEACCESS_DENIED_ERROR' };

test('each user of MySQL may do what its role needs and nothing else', async (t) => {
  const { accounts, login } = await mysqlAccounts(t);
  await applyMysql(accounts);
  const migration = await login('migration');
  await migration.query('CREATE TABLE things (id INT PRIMARY KEY)');
  await migration.query('ALTER TABLE things ADD KEY again (id)');
  const service = await login('service');
  await service.query('INSERT INTO things VALUES (1)');
  await service.query("SELECT GET_LOCK('accounts', 0)");
  await assert.rejects(service.query('CREATE TABLE more (id INT)'), denied);
  await assert.rejects(service.query('DROP TABLE things'), denied);
  const backup = await login('backup');
  assert.equal(((await backup.query('SELECT * FROM things'))[0] as unknown[]).length, 1);
  await backup.query('LOCK INSTANCE FOR BACKUP');
  await backup.query('UNLOCK INSTANCE');
  await assert.rejects(backup.query('DELETE FROM things'), denied);
  const exporter = await login('exporter');
  await exporter.query('SHOW GLOBAL STATUS');
  await exporter.query('SELECT COUNT(*) FROM performance_schema.threads');
  await assert.rejects(exporter.query(`SELECT * FROM ${accounts.database}.things`), denied);
});

test('a user of an earlier release loses what it has too much of, and never what it needs', async (t) => {
  const { accounts, root, login, suffix } = await mysqlAccounts(t);
  await root.query('CREATE USER ?@? IDENTIFIED BY ?', [`service_${suffix}`, '%', 'first-password']);
  const pattern = accounts.database.replaceAll('_', '\\_');
  await root.query(`GRANT ALL ON \`${pattern}\`.* TO ?@?`, [`service_${suffix}`, '%']);
  const service = await login('service');
  await service.query('CREATE TABLE things (id INT PRIMARY KEY)');
  await applyMysql(accounts);
  await applyMysql(accounts);
  const later = await login('service');
  await later.query('INSERT INTO things VALUES (1)');
  await assert.rejects(later.query('DROP TABLE things'), denied);
});

test('MySQL takes old and new passwords until they are settled, however often it is told', async (t) => {
  const { accounts, login } = await mysqlAccounts(t);
  await applyMysql(accounts);
  const next = withPassword(accounts, 'second-password');
  await applyMysql(next);
  await applyMysql(next);
  await (await login('service')).query('SELECT 1');
  await (await login('service', 'second-password')).query('SELECT 1');
  await settleMysql(next);
  await settleMysql(next);
  await assert.rejects(login('service'), { code: 'ER_ACCESS_DENIED_ERROR' });
  await (await login('service', 'second-password')).query('SELECT 1');
});

test('an administrator whose password nobody knows is an error that names no password', async (t) => {
  const { accounts } = await mysqlAccounts(t);
  const wrong = { ...accounts, administrator: { name: 'root', passwords: ['wrong-one', 'wrong-two'] } };
  await assert.rejects(
    applyMysql(wrong),
    (error: Error) => /passwords of root/.test(error.message) && !/wrong-/.test(error.message),
  );
});

test('Redis takes old and new passwords until they are settled, and connections stay', async (t) => {
  const url = new URL(addresses.redis());
  const server = { host: url.hostname, port: Number(url.port) };
  const suffix = uniqueName();
  const admin = new Redis(addresses.redis());
  const [name, administrator] = [`user_${suffix}`, `admin_${suffix}`];
  await admin.acl('SETUSER', administrator, 'on', '>admin-password', '-@all', '+ping', '+acl');
  await admin.acl('SETUSER', name, 'on', '>first-password', '-@all', '+ping', '+info');
  t.after(async () => {
    await admin.acl('DELUSER', name, administrator);
    admin.disconnect();
  });
  const login = async (password: string) => {
    const redis = new Redis({
      ...server,
      username: name,
      password,
      lazyConnect: true,
      retryStrategy: () => null,
    });
    redis.on('error', () => undefined);
    t.after(() => redis.disconnect());
    await redis.connect();
    return redis;
  };
  const accounts: RedisAccounts = {
    ...server,
    administrator: { name: administrator, passwords: ['next-admin-password', 'admin-password'] },
    users: [{ name, password: 'second-password' }],
  };
  const open = await login('first-password');
  await applyRedis(accounts);
  await applyRedis(accounts);
  await (await login('first-password')).ping();
  await settleRedis(accounts);
  await open.ping();
  await (await login('second-password')).ping();
  await assert.rejects(async () => (await login('first-password')).ping());
  await settleRedis({
    ...accounts,
    administrator: { name: administrator, passwords: ['next-admin-password'] },
  });
});

test('the service has a user in Milvus that handles collections, not users; the one before goes when settled', async (t) => {
  const suffix = uniqueName();
  const [first, second] = [`a_${suffix}`, `b_${suffix}`];
  const administrator = { name: 'root', passwords: ['Milvus'] };
  const server = { address: addresses.milvus() };
  const one: MilvusAccounts = {
    ...server,
    administrator,
    user: { name: first, password: 'first-password' },
    retired: [second],
  };
  const two = { ...one, user: { name: second, password: 'second-password' }, retired: [first] };
  const root = createMilvusConnection({ ...server, token: 'root:Milvus', tls: false, timeoutMs: 10_000 });
  t.after(async () => {
    await settleMilvus({ ...one, retired: [first, second] });
    await dropCollections(root, `accounts_${suffix}_`);
    await root.close();
  });
  await applyMilvus(one);
  await applyMilvus(one);
  const index = (token: string) =>
    createMilvusIndex({
      ...server,
      token,
      tls: false,
      timeoutMs: 10_000,
      collectionPrefix: `accounts_${suffix}_`,
    });
  const vectors = index(`${first}:first-password`);
  t.after(() => vectors.close());
  await vectors.ensure({ provider: 'builtin', model: 'test', dimension: 4 } as never);
  const user = createMilvusConnection({
    ...server,
    token: `${first}:first-password`,
    tls: false,
    timeoutMs: 10_000,
  });
  t.after(() => user.close());
  await assert.rejects(
    user.use('list users', async (client) => assertSuccess('list users', await client.listUsers())),
    /ermission/,
  );
  await applyMilvus(two);
  await vectors.ping();
  const next = index(`${second}:second-password`);
  t.after(() => next.close());
  await next.ensure({ provider: 'builtin', model: 'test', dimension: 4 } as never);
  await settleMilvus(two);
  await assert.rejects(vectors.ensure({ provider: 'builtin', model: 'other', dimension: 4 } as never));
});
