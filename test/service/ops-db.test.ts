import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { migrate } from '../../service/src/database/migrate.ts';
import { runOps } from './support/ops.ts';
import { lastInFirstOut } from './support/scope.ts';
import { addresses, emptyDatabase } from './support/stores.ts';

test('db partitions gives the coming years partitions of their own, once', async (t) => {
  const scope = lastInFirstOut(t);
  const database = await emptyDatabase(scope);
  await migrate({ database });
  const connection = await createConnection(database.url);
  scope.after(() => connection.end());
  const partitions = async () => {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
       WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'long_term_memories' ORDER BY PARTITION_ORDINAL_POSITION`,
    );
    return rows.map(({ name }) => String(name));
  };
  const env = { DATABASE_URL: database.url, REDIS_URL: addresses.redis() };
  const ops = async (...args: string[]) => {
    const { code, stdout, stderr } = await runOps(['--json', 'db', 'partitions', ...args], env);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout).added;
  };

  const before = await partitions();
  const year = new Date().getUTCFullYear();
  assert.ok(before.includes(`p${year + 1}`), 'the schema itself is one year ahead');
  const wanted = [`p${year + 2}`, `p${year + 3}`];
  assert.deepEqual(await ops('--ahead', '3', '--dry-run'), wanted);
  assert.deepEqual(await partitions(), before, 'a dry run changes nothing');
  assert.deepEqual(await ops('--ahead', '3'), wanted);
  assert.deepEqual(await partitions(), [...before.slice(0, -1), ...wanted, 'pmax']);
  assert.deepEqual(await ops('--ahead', '3'), []);
  const refused = await runOps(['db', 'partitions', '--ahead', 'many'], env);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /a whole number from 0 to 20/);
});
