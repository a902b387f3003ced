import type { Connection, ResultSetHeader } from 'mysql2/promise';
import { timeOrNull } from '../database/times.ts';
import type { Position } from './cursor.ts';
import { type MemoryFilter, sqlConditions } from './filters.ts';
import { createdAtOf, sqlTime } from './identity.ts';
import { MEMORY_COLUMNS, type MemoryRow, toMemory, VISIBLE } from './rows.ts';
import type { Memory } from './schemas.ts';

/** A pool, or the connection of a transaction. */
export type Executor = Pick<Connection, 'execute' | 'query'>;

/** What tells a row: in the order of `keysOf`. */
const KEYS = ['id', 'created_at', 'project_id'] as const;

/** Everything of a memory that can change: in the order of `fieldsOf`. */
const FIELDS = [
  'updated_at',
  'tier',
  'type',
  'content',
  'content_hash',
  'tags',
  'importance',
  'pinned',
  'source',
  'session_id',
  'expires_at',
  'verified_at',
  'version',
] as const;

const keysOf = (memory: Memory) => [memory.id, new Date(memory.createdAt), memory.project];

const fieldsOf = (memory: Memory, hash: Buffer) => [
  new Date(memory.updatedAt),
  memory.tier,
  memory.type,
  memory.content,
  hash,
  JSON.stringify(memory.tags),
  memory.importance,
  memory.pinned,
  memory.source,
  memory.sessionId,
  timeOrNull(memory.expiresAt),
  timeOrNull(memory.verifiedAt),
  memory.version,
];

/** The columns of a new row, and its values in that order. */
export const COLUMNS = [...KEYS, ...FIELDS];
export const valuesOf = (memory: Memory, hash: Buffer) => [...keysOf(memory), ...fieldsOf(memory, hash)];

const INSERT = `INSERT INTO long_term_memories (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`;
const UPDATE = `UPDATE long_term_memories SET ${FIELDS.map((column) => `${column} = ?`).join(', ')}
  WHERE ${KEYS.map((column) => `${column} = ?`).join(' AND ')}`;

/** Writes the row of a mid or long memory. */
export async function insertMemory(db: Executor, memory: Memory, hash: Buffer): Promise<void> {
  await db.execute(INSERT, valuesOf(memory, hash));
}

/** Writes everything of a memory that can change. */
export async function updateRow(db: Executor, memory: Memory, hash: Buffer): Promise<void> {
  await db.execute(UPDATE, [...fieldsOf(memory, hash), ...keysOf(memory)]);
}

/** A memory of this project by id; the time inside the id leads to its partition. */
export async function findMemory(db: Executor, project: string, id: string): Promise<Memory | null> {
  const [rows] = await db.execute<MemoryRow[]>(
    `SELECT ${MEMORY_COLUMNS} FROM long_term_memories m
     WHERE m.id = ? AND m.created_at = ? AND m.project_id = ? AND ${VISIBLE}`,
    [id, sqlTime(createdAtOf(id)), project],
  );
  return rows[0] ? toMemory(rows[0]) : null;
}

/** The same, kept from changing until the transaction ends. */
export async function lockMemory(
  db: Executor,
  project: string,
  id: string,
  condition = VISIBLE,
): Promise<Memory | null> {
  const [rows] = await db.execute<MemoryRow[]>(
    `SELECT ${MEMORY_COLUMNS} FROM long_term_memories m
     WHERE m.id = ? AND m.created_at = ? AND m.project_id = ? AND ${condition} FOR UPDATE`,
    [id, sqlTime(createdAtOf(id)), project],
  );
  return rows[0] ? toMemory(rows[0]) : null;
}

/** Those of the memories that this project has and that pass the filter, by id. */
export async function findMemories(
  db: Executor,
  project: string,
  ids: readonly string[],
  filter: MemoryFilter = {},
): Promise<Map<string, Memory>> {
  if (ids.length === 0) return new Map();
  const conditions = sqlConditions(filter);
  const [rows] = await db.execute<MemoryRow[]>(
    `SELECT ${MEMORY_COLUMNS} FROM long_term_memories m
     WHERE m.id IN (${placeholders(ids.length)}) AND m.project_id = ? AND ${VISIBLE}${and(conditions)}`,
    [...padded(ids), project, ...conditions.flatMap(({ values }) => values)],
  );
  return new Map(rows.map((row) => [row.id, toMemory(row)]));
}

/** The memory of this project with exactly this text. */
export async function findByHash(db: Executor, project: string, hash: Buffer): Promise<Memory | null> {
  const [rows] = await db.execute<MemoryRow[]>(
    `SELECT ${MEMORY_COLUMNS} FROM memory_hashes h JOIN long_term_memories m ON m.id = h.memory_id
     WHERE h.project_id = ? AND h.content_hash = ? AND m.project_id = ? AND ${VISIBLE}`,
    [project, hash, project],
  );
  return rows[0] ? toMemory(rows[0]) : null;
}

/** Newest first, from after `position`. */
export async function listMemories(
  db: Executor,
  project: string,
  filter: MemoryFilter,
  position: Position | null,
  limit: number,
): Promise<Memory[]> {
  const conditions = sqlConditions(filter);
  if (position) {
    const before = sqlTime(position.createdAt);
    conditions.push({
      sql: '(m.created_at < ? OR (m.created_at = ? AND m.id < ?))',
      values: [before, before, position.id],
    });
  }
  const [rows] = await db.execute<MemoryRow[]>(
    `SELECT ${MEMORY_COLUMNS} FROM long_term_memories m
     WHERE m.project_id = ? AND ${VISIBLE}${and(conditions)}
     ORDER BY m.created_at DESC, m.id DESC LIMIT ?`,
    // A number would be sent as a double, which LIMIT does not take.
    [project, ...conditions.flatMap(({ values }) => values), String(limit)],
  );
  return rows.map(toMemory);
}

/** @returns whether the memory was there */
export async function deleteMemory(db: Executor, project: string, id: string): Promise<boolean> {
  const [result] = await db.execute<ResultSetHeader>(
    'DELETE FROM long_term_memories WHERE id = ? AND created_at = ? AND project_id = ?',
    [id, sqlTime(createdAtOf(id)), project],
  );
  return result.affectedRows === 1;
}

const and = (conditions: { sql: string }[]) => conditions.map(({ sql }) => ` AND ${sql}`).join('');

/** Lists are filled up to a power of two, so that few different statements are prepared. */
const paddedLength = (count: number) => 2 ** Math.ceil(Math.log2(count));
const placeholders = (count: number) => Array(paddedLength(count)).fill('?').join(', ');
const padded = (ids: readonly string[]): string[] =>
  Array.from({ length: paddedLength(ids.length) }, (_, i) => ids[i] ?? (ids[0] as string));
