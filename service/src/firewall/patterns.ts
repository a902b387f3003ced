import type { ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { isoTime } from '../context/table.ts';
import type { SqlCondition } from '../memories/filters.ts';
import type { Executor } from '../memories/repository.ts';
import type { ErrorPattern } from './schemas.ts';

const COLUMNS = `e.id, e.project_id, e.type, e.message, e.pattern, e.stack, e.tags, e.occurrences, e.session_id,
  e.first_seen_at, e.last_seen_at,
  (SELECT COUNT(*) FROM error_solutions s WHERE s.error_id = e.id AND s.project_id = e.project_id) AS solutions`;

function toPattern(row: RowDataPacket): ErrorPattern {
  return {
    id: row.id,
    project: row.project_id,
    type: row.type,
    message: row.message,
    pattern: row.pattern,
    stack: row.stack,
    tags: row.tags,
    occurrences: row.occurrences,
    solutions: Number(row.solutions),
    sessionId: row.session_id,
    firstSeenAt: isoTime(row.first_seen_at),
    lastSeenAt: isoTime(row.last_seen_at),
  };
}

/**
 * Writes a pattern, or counts one more occurrence of the one with the same fingerprint and what is known of the last.
 * The row is this transaction's until it ends.
 *
 * @returns whether the pattern is new
 */
export async function upsertPattern(
  db: Executor,
  error: ErrorPattern,
  fingerprint: Buffer,
): Promise<boolean> {
  const [result] = await db.execute<ResultSetHeader>(
    `INSERT INTO error_patterns (id, project_id, fingerprint, type, message, pattern, stack, tags, occurrences,
       session_id, first_seen_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS new
     ON DUPLICATE KEY UPDATE occurrences = error_patterns.occurrences + 1, message = new.message,
       stack = COALESCE(new.stack, error_patterns.stack), session_id = new.session_id,
       last_seen_at = GREATEST(error_patterns.last_seen_at, new.last_seen_at)`,
    [
      error.id,
      error.project,
      fingerprint,
      error.type,
      error.message,
      error.pattern,
      error.stack,
      JSON.stringify(error.tags),
      error.occurrences,
      error.sessionId,
      new Date(error.firstSeenAt),
      new Date(error.lastSeenAt),
    ],
  );
  return result.affectedRows === 1;
}

export async function setTags(db: Executor, { id, project, tags }: ErrorPattern): Promise<void> {
  await db.execute('UPDATE error_patterns SET tags = ? WHERE id = ? AND project_id = ?', [
    JSON.stringify(tags),
    id,
    project,
  ]);
}

/** Counts occurrences for their day (UTC). @param at a time of that day, or the day alone */
export async function countDay(
  db: Executor,
  project: string,
  id: string,
  at: string,
  times = 1,
): Promise<void> {
  await db.execute(
    `INSERT INTO error_days (error_id, project_id, day, occurrences) VALUES (?, ?, ?, ?) AS new
     ON DUPLICATE KEY UPDATE occurrences = error_days.occurrences + new.occurrences`,
    [id, project, at.slice(0, 10), times],
  );
}

export async function findByFingerprint(
  db: Executor,
  project: string,
  fingerprint: Buffer,
): Promise<ErrorPattern | null> {
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT ${COLUMNS} FROM error_patterns e WHERE e.project_id = ? AND e.fingerprint = ?`,
    [project, fingerprint],
  );
  return rows[0] ? toPattern(rows[0]) : null;
}

/** Keeps a pattern from being deleted until the transaction ends. @returns whether the project has it */
export async function lockPattern(db: Executor, project: string, id: string): Promise<boolean> {
  const [rows] = await db.execute<RowDataPacket[]>(
    'SELECT id FROM error_patterns WHERE id = ? AND project_id = ? FOR UPDATE',
    [id, project],
  );
  return rows.length === 1;
}

/** @param order SQL of this code, never of a client */
export async function selectPatterns(
  db: Executor,
  project: string,
  conditions: readonly SqlCondition[],
  order: string,
  limit: number,
): Promise<ErrorPattern[]> {
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT ${COLUMNS} FROM error_patterns e WHERE e.project_id = ?${conditions.map(({ sql }) => ` AND ${sql}`).join('')}
     ORDER BY ${order} LIMIT ?`,
    // A number would be sent as a double, which LIMIT does not take.
    [project, ...conditions.flatMap(({ values }) => values), String(limit)],
  );
  return rows.map(toPattern);
}

/** Those of the patterns that the project has, by id. */
export async function findPatterns(
  db: Executor,
  project: string,
  ids: readonly string[],
): Promise<Map<string, ErrorPattern>> {
  if (ids.length === 0) return new Map();
  const sql = `e.id IN (${ids.map(() => '?').join(', ')})`;
  const found = await selectPatterns(db, project, [{ sql, values: [...ids] }], 'e.id', ids.length);
  return new Map(found.map((error) => [error.id, error]));
}

/**
 * Deletes a pattern with its solutions and counts.
 *
 * @returns whether it was there
 */
export async function deletePattern(db: Executor, project: string, id: string): Promise<boolean> {
  const [result] = await db.execute<ResultSetHeader>(
    'DELETE FROM error_patterns WHERE id = ? AND project_id = ?',
    [id, project],
  );
  for (const table of ['error_solutions', 'error_days']) {
    await db.execute(`DELETE FROM ${table} WHERE error_id = ? AND project_id = ?`, [id, project]);
  }
  return result.affectedRows === 1;
}
