import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConnection, type PoolConnection, type RowDataPacket } from 'mysql2/promise';
import { createMysqlPool } from '../../service/src/database/pool.ts';
import { resizePool } from '../../service/src/database/resize.ts';
import { eventually } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';
import { addresses, emptyDatabase } from './support/stores.ts';

async function smallPool(scope: { after(cleanup: () => unknown): void }) {
  const database = await emptyDatabase(scope);
  const pool = createMysqlPool({ ...database, poolSize: 2, maxOverflow: 0 });
  scope.after(() => pool.end());
  const admin = await createConnection(addresses.mysql());
  scope.after(() => admin.end());
  const name = new URL(database.url).pathname.slice(1);
  const open = async () => {
    const [rows] = await admin.query<RowDataPacket[]>(
      'SELECT COUNT(*) AS n FROM performance_schema.threads WHERE processlist_db = ?',
      [name],
    );
    return Number(rows[0]?.n);
  };
  return { pool, open };
}

test('a bigger pool serves those that wait at once', async (t) => {
  const { pool, open } = await smallPool(lastInFirstOut(t));
  const held = await Promise.all([pool.getConnection(), pool.getConnection()]);
  const waiting = [pool.getConnection(), pool.getConnection(), pool.getConnection()];
  let served = 0;
  for (const connection of waiting) void connection.then(() => served++);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(served, 0);

  resizePool(pool, { poolSize: 2, maxOverflow: 2 });
  await eventually('two of the three', async () => served === 2);
  assert.equal(await open(), 4);
  held[0]?.release();
  const all = [held[1] as PoolConnection, ...(await Promise.all(waiting))];
  for (const connection of all) connection.release();
});

test('a smaller pool closes what is too much as it comes back, and breaks nothing off', async (t) => {
  const { pool, open } = await smallPool(lastInFirstOut(t));
  resizePool(pool, { poolSize: 4, maxOverflow: 0 });
  const held = await Promise.all(Array.from({ length: 4 }, () => pool.getConnection()));
  await Promise.all(held.map((connection) => connection.query('START TRANSACTION')));

  resizePool(pool, { poolSize: 1, maxOverflow: 0 });
  const waiting = Array.from({ length: 3 }, () => pool.query('SELECT 1'));
  for (const connection of held) {
    await connection.query('SELECT 1');
    await connection.query('COMMIT');
    connection.release();
  }
  await Promise.all(waiting);
  await eventually('one connection', async () => (await open()) === 1);
});

test('a smaller pool closes what is idle', async (t) => {
  const { pool, open } = await smallPool(lastInFirstOut(t));
  await Promise.all([pool.query('SELECT SLEEP(0.05)'), pool.query('SELECT SLEEP(0.05)')]);
  assert.equal(await open(), 2);
  resizePool(pool, { poolSize: 1, maxOverflow: 0 });
  await eventually('one connection', async () => (await open()) === 1);
  await pool.query('SELECT 1');
});
