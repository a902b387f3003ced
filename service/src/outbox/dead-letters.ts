import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { AppError } from '../errors.ts';
import type { VectorKindName } from '../vectors/kind.ts';
import type { OutboxEntry, OutboxPage, OutboxQuery, RetryInput } from './schemas.ts';

const DEFAULT_LIMIT = 20;
const CURSOR = /^(memory|error):([0-9a-f-]{36})$/;

interface Row extends RowDataPacket {
  kind: VectorKindName;
  entity_id: string;
  project_id: string;
  state: OutboxEntry['state'];
  attempts: number;
  last_error: string | null;
  created_at: Date;
  available_at: Date;
}

/** Entries of the outbox, by kind and id. @throws AppError INVALID_CURSOR */
export async function listOutbox(
  mysql: Pool,
  { state, kind, project, cursor, limit = DEFAULT_LIMIT }: OutboxQuery,
): Promise<OutboxPage> {
  const given = conditions({ state, kind, project_id: project });
  if (cursor !== undefined) given.push(['(kind, entity_id) > (?, ?)', decode(cursor)]);
  const where = given.map(([sql]) => sql).join(' AND ') || 'TRUE';
  const [rows] = await mysql.query<Row[]>(
    `SELECT kind, entity_id, project_id, state, attempts, last_error, created_at, available_at FROM outbox
     WHERE ${where} ORDER BY kind, entity_id LIMIT ?`,
    [...given.flatMap(([, values]) => values), limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    entries: page.map(toEntry),
    nextCursor: last ? Buffer.from(`${last.kind}:${last.entity_id}`).toString('base64url') : null,
  };
}

/** Tries again what was given up. @returns how many entries */
export async function retryDead(mysql: Pool, { kind, project, ids }: RetryInput): Promise<number> {
  const given = conditions({ state: 'dead', kind, project_id: project });
  if (ids) given.push(['entity_id IN (?)', [ids]]);
  const [result] = await mysql.query<ResultSetHeader>(
    `UPDATE outbox SET state = 'pending', attempts = 0, available_at = CURRENT_TIMESTAMP(3)
     WHERE ${given.map(([sql]) => sql).join(' AND ')}`,
    given.flatMap(([, values]) => values),
  );
  return result.affectedRows;
}

type Condition = [sql: string, values: unknown[]];

const conditions = (columns: Record<string, string | undefined>): Condition[] =>
  Object.entries(columns)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => [`${column} = ?`, [value]]);

function decode(cursor: string): string[] {
  const [, kind, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (!kind || !id) throw new AppError('INVALID_CURSOR');
  return [kind, id];
}

const toEntry = (row: Row): OutboxEntry => ({
  kind: row.kind,
  id: row.entity_id,
  project: row.project_id,
  state: row.state,
  attempts: row.attempts,
  error: row.last_error,
  createdAt: row.created_at.toISOString(),
  dueAt: row.available_at.toISOString(),
});
