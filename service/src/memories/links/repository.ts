import type { RowDataPacket } from 'mysql2/promise';
import type { Executor } from '../repository.ts';
import { MEMORY_COLUMNS, type MemoryRow, toMemory, VISIBLE } from '../rows.ts';
import type { Memory } from '../schemas.ts';

/** Two memories of one project that say nearly the same. */
export interface Link {
  a: string;
  b: string;
  /** Cosine similarity. */
  similarity: number;
}

/** Links shown for one memory; it is bounded like a page. */
const MAX_RELATED = 20;

/** The near-duplicates of a memory, nearest first. */
export async function findRelated(
  db: Executor,
  project: string,
  id: string,
): Promise<{ memory: Memory; similarity: number }[]> {
  const [rows] = await db.execute<(MemoryRow & { similarity: number })[]>(
    `SELECT ${MEMORY_COLUMNS}, l.similarity FROM memory_links l JOIN long_term_memories m ON m.id = l.linked_id
     WHERE l.memory_id = ? AND l.project_id = ? AND m.project_id = ? AND ${VISIBLE}
     ORDER BY l.similarity DESC, m.id LIMIT ${MAX_RELATED}`,
    [id, project, project],
  );
  return rows.map((row) => ({ memory: toMemory(row), similarity: row.similarity }));
}

export async function deleteLinks(db: Executor, project: string, id: string): Promise<void> {
  for (const column of ['memory_id', 'linked_id']) {
    await db.execute(`DELETE FROM memory_links WHERE ${column} = ? AND project_id = ?`, [id, project]);
  }
}

/** Writes links in both directions; known ones get the new similarity. */
export async function insertLinks(db: Executor, project: string, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  const rows = links.flatMap(({ a, b, similarity }) => [
    [a, b, project, similarity],
    [b, a, project, similarity],
  ]);
  await db.query(
    `INSERT INTO memory_links (memory_id, linked_id, project_id, similarity) VALUES ? AS new
     ON DUPLICATE KEY UPDATE similarity = new.similarity`,
    [rows],
  );
}

/** A memory whose near-duplicates are still to be looked for. */
export interface DueMemory {
  id: string;
  project: string;
  tier: 'mid' | 'long';
  version: number;
  updatedAt: Date;
}

/**
 * Memories whose vector is up to date and whose near-duplicates are not, oldest change first.
 *
 * @param after where the batch before ended
 */
export async function findDue(db: Executor, after: DueMemory | null, limit: number): Promise<DueMemory[]> {
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT m.id, m.project_id, m.tier, m.version, m.updated_at FROM long_term_memories m
     WHERE m.links_due = TRUE AND (m.updated_at, m.id) > (?, ?) AND ${VISIBLE}
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'memory' AND o.entity_id = m.id)
     ORDER BY m.updated_at, m.id LIMIT ?`,
    [after?.updatedAt ?? new Date(0), after?.id ?? '', String(limit)],
  );
  return rows.map((row) => ({
    id: row.id,
    project: row.project_id,
    tier: row.tier,
    version: row.version,
    updatedAt: row.updated_at,
  }));
}

/** Which of these the project has, kept from changing until the transaction ends. */
export async function lockForLinks(
  db: Executor,
  project: string,
  ids: readonly string[],
): Promise<Map<string, { version: number; tier: DueMemory['tier']; due: boolean }>> {
  const [rows] = await db.query<RowDataPacket[]>(
    `SELECT m.id, m.version, m.tier, m.links_due FROM long_term_memories m
     WHERE m.id IN (?) AND m.project_id = ? AND ${VISIBLE} ORDER BY m.id FOR UPDATE`,
    [ids, project],
  );
  return new Map(
    rows.map((row) => [row.id, { version: row.version, tier: row.tier, due: row.links_due === 1 }]),
  );
}

/** Has the near-duplicates of a memory looked for again, once its vector is up to date. */
export async function dueForLinks(db: Executor, { id, createdAt }: Memory): Promise<void> {
  await db.execute('UPDATE long_term_memories SET links_due = TRUE WHERE id = ? AND created_at = ?', [
    id,
    new Date(createdAt),
  ]);
}

export async function markLinked(db: Executor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query('UPDATE long_term_memories SET links_due = FALSE WHERE id IN (?)', [ids]);
}
