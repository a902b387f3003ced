import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { transaction } from '../database/transaction.ts';
import type { Executor } from '../memories/repository.ts';
import { enqueueAll } from '../outbox/enqueue.ts';
import type { VectorKindName } from '../vectors/kind.ts';
import { MEMORY_TABLES, projectTables } from './tables.ts';

const BATCH = 500;

/** How many rows each table holds of a project; tables without any are left out. */
export async function countRows(db: Executor, project: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of await projectTables(db)) {
    const [rows] = await db.query<RowDataPacket[]>('SELECT COUNT(*) AS n FROM ?? WHERE project_id = ?', [
      table,
      project,
    ]);
    const n = Number(rows[0]?.n);
    if (n > 0) counts[table] = n;
  }
  return counts;
}

/** Rows that were deleted, by table. */
export type Deleted = Record<string, number>;

/**
 * Deletes up to 500 entities together with the order to delete their vectors, so that no vector outlives its row
 * whenever this is cut short.
 */
export async function deleteEntities(
  mysql: Pool,
  project: string,
  { table, kind }: { table: string; kind: VectorKindName },
): Promise<Deleted> {
  return transaction(mysql, async (db) => {
    const [rows] = await db.query<RowDataPacket[]>(
      'SELECT id FROM ?? WHERE project_id = ? LIMIT ? FOR UPDATE',
      [table, project, BATCH],
    );
    const ids = rows.map(({ id }) => String(id));
    if (ids.length === 0) return {};
    await enqueueAll(
      db,
      ids.map((id) => ({ kind, id, project })),
    );
    const deleted: Deleted = {};
    for (const side of kind === 'memory' ? MEMORY_TABLES : []) {
      const [result] = await db.query<ResultSetHeader>(
        'DELETE FROM ?? WHERE memory_id IN (?) AND project_id = ?',
        [side, ids, project],
      );
      deleted[side] = result.affectedRows;
    }
    await db.query('DELETE FROM ?? WHERE id IN (?) AND project_id = ?', [table, ids, project]);
    return { ...deleted, [table]: ids.length };
  });
}

/** Deletes up to 500 rows of any table. */
export async function deleteRows(mysql: Pool, project: string, table: string): Promise<Deleted> {
  // Looking takes no locks; most tables have nothing left by now and need no index by project for that.
  const [rows] = await mysql.query<RowDataPacket[]>('SELECT 1 FROM ?? WHERE project_id = ? LIMIT 1', [
    table,
    project,
  ]);
  if (rows.length === 0) return {};
  const [result] = await mysql.query<ResultSetHeader>('DELETE FROM ?? WHERE project_id = ? LIMIT ?', [
    table,
    project,
    BATCH,
  ]);
  return { [table]: result.affectedRows };
}
