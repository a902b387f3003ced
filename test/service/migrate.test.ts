import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { assetPath } from '../../service/src/assets.ts';
import { migrate } from '../../service/src/database/migrate.ts';
import { emptyDatabase } from './support/stores.ts';

const VERSIONS = (await readdir(assetPath('migrations'))).map((file) => Number.parseInt(file, 10));
const NEWEST = Math.max(...VERSIONS);

test('ten runners at once apply every file once', async (t) => {
  const database = await emptyDatabase(t);
  const reports = await Promise.all(Array.from({ length: 10 }, () => migrate({ database })));
  assert.equal(reports.flatMap((report) => report.applied).length, VERSIONS.length);
  assert.equal(reports.filter((report) => report.applied.length > 0).length, 1);
  assert.ok(reports.every((report) => report.version === NEWEST));
});

test('a second run changes nothing and the coming year has its partition', async (t) => {
  const database = await emptyDatabase(t);
  await migrate({ database });
  const now = new Date('2031-06-01T00:00:00Z');
  const later = await migrate({ database, now });
  assert.deepEqual(later.applied, []);
  assert.deepEqual(later.partitions, ['p2028', 'p2029', 'p2030', 'p2031', 'p2032']);
  assert.deepEqual((await migrate({ database, now })).partitions, []);

  const connection = await createConnection(database.url);
  t.after(() => connection.end());
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT TABLE_NAME AS name, INDEX_NAME AS idx FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE()',
  );
  const indexes = new Set(rows.map((row) => `${row.name}.${row.idx}`));
  for (const index of [
    'long_term_memories.idx_created_at',
    'project_sessions.idx_user_project',
    'memory_terms.ft_terms',
    'memory_hashes.uq_project_content',
  ]) {
    assert.ok(indexes.has(index), index);
  }
});

test('a run that died between any step and its record is finished by the next', async (t) => {
  const database = await emptyDatabase(t);
  await migrate({ database });
  const connection = await createConnection(database.url);
  t.after(() => connection.end());
  await connection.query('DELETE FROM schema_migrations WHERE version > 0');
  assert.deepEqual(
    (await migrate({ database })).applied,
    VERSIONS.toSorted((a, b) => a - b),
  );
});

test('an applied file that was changed afterwards, and a folder without files, are refused', async (t) => {
  const database = await emptyDatabase(t);
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  t.after(() => rm(folder, { recursive: true }));
  await assert.rejects(migrate({ database, folder }), /no migrations in/);
  for (const file of await readdir(assetPath('migrations'))) {
    await copyFile(join(assetPath('migrations'), file), join(folder, file));
  }
  await migrate({ database, folder });
  await writeFile(join(folder, '001.do.projects.sql'), 'SELECT 1');
  await assert.rejects(migrate({ database, folder }), /MD5 checksum failed for migration \[1\]/);
});
