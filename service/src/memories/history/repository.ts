import type { RowDataPacket } from 'mysql2/promise';
import type { HistoryEvent } from '../change-schemas.ts';
import type { Executor } from '../repository.ts';
import type { Memory } from '../schemas.ts';

/** Earlier versions kept of one memory; the oldest go first. */
export const MAX_VERSIONS = 100;

/** The fields of a memory that have a history. */
const VERSIONED = [
  'tier',
  'type',
  'content',
  'tags',
  'importance',
  'pinned',
  'source',
  'sessionId',
  'expiresAt',
  'verifiedAt',
] as const satisfies (keyof Memory)[];
export type Before = Partial<Pick<Memory, (typeof VERSIONED)[number]>>;

/** The fields that differ, as they were. */
export function difference(before: Memory, after: Memory): Before {
  const changed = VERSIONED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, before[field]]));
}

/** What led from one version to the next. */
export interface HistoryRow {
  /** The version that was left. */
  version: number;
  event: Exclude<HistoryEvent, 'stored'>;
  before: Before;
  at: Date;
}

/** Writes down what a memory was before a change, and forgets what is older than MAX_VERSIONS. */
export async function insertHistory(
  db: Executor,
  { id, project, version }: Memory,
  event: HistoryRow['event'],
  before: Before,
  at: Date,
): Promise<void> {
  await db.execute(
    'INSERT INTO memory_history (memory_id, project_id, version, event, before_change, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    [id, project, version, event, JSON.stringify(before), at],
  );
  if (version <= MAX_VERSIONS) return;
  await db.execute('DELETE FROM memory_history WHERE memory_id = ? AND project_id = ? AND version <= ?', [
    id,
    project,
    version - MAX_VERSIONS,
  ]);
}

/** The changes of a memory that are kept, newest first. */
export async function findHistory(db: Executor, { id, project }: Memory): Promise<HistoryRow[]> {
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT version, event, before_change, created_at FROM memory_history
     WHERE memory_id = ? AND project_id = ? ORDER BY version DESC`,
    [id, project],
  );
  return rows.map((row) => ({
    version: row.version,
    event: row.event,
    before: row.before_change,
    at: row.created_at,
  }));
}
