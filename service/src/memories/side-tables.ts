import type { RowDataPacket } from 'mysql2/promise';
import type { Executor } from './repository.ts';
import type { Memory, Tier } from './schemas.ts';
import { documentTerms } from './search/terms.ts';
import { TOKENIZER_VERSION } from './search/tokens.ts';

/** Claims the text for a memory. @throws ER_DUP_ENTRY when the project has it already */
export async function insertHash(db: Executor, { id, project }: Memory, hash: Buffer): Promise<void> {
  await db.execute('INSERT INTO memory_hashes (memory_id, project_id, content_hash) VALUES (?, ?, ?)', [
    id,
    project,
    hash,
  ]);
}

export async function insertTerms(db: Executor, { id, project, content }: Memory): Promise<void> {
  await db.execute('INSERT INTO memory_terms (memory_id, project_id, tokenizer, terms) VALUES (?, ?, ?, ?)', [
    id,
    project,
    TOKENIZER_VERSION,
    documentTerms(project, content).join(' '),
  ]);
}

/** Lifts a memory to a higher tier and writes down where it was. */
export async function raiseTier(db: Executor, memory: Memory, tier: Tier): Promise<void> {
  await db.execute(
    `INSERT INTO memory_history (memory_id, project_id, version, event, before_change)
     SELECT id, project_id, version, 'promoted', JSON_OBJECT('tier', tier) FROM long_term_memories
     WHERE id = ? AND project_id = ?`,
    [memory.id, memory.project],
  );
  await db.execute(
    'UPDATE long_term_memories SET tier = ?, version = version + 1, updated_at = ? WHERE id = ? AND project_id = ?',
    [tier, new Date(), memory.id, memory.project],
  );
}

/** Deletes every row that belongs to a memory, but the memory's own. */
export async function deleteTraces(db: Executor, project: string, id: string): Promise<void> {
  for (const table of ['memory_terms', 'memory_hashes', 'memory_history', 'idempotency_keys']) {
    await db.execute(`DELETE FROM ${table} WHERE memory_id = ? AND project_id = ?`, [id, project]);
  }
}

export interface RememberedRequest {
  memoryId: string;
  created: boolean;
  requestHash: Buffer;
}

/** @throws ER_DUP_ENTRY when the key was used before */
export async function insertIdempotencyKey(
  db: Executor,
  project: string,
  key: string,
  { memoryId, created, requestHash }: RememberedRequest,
): Promise<void> {
  await db.execute(
    'INSERT INTO idempotency_keys (project_id, idempotency_key, request_hash, memory_id, created) VALUES (?, ?, ?, ?, ?)',
    [project, key, requestHash, memoryId, created],
  );
}

export async function updateIdempotencyKey(
  db: Executor,
  project: string,
  key: string,
  { memoryId, created }: Pick<RememberedRequest, 'memoryId' | 'created'>,
): Promise<void> {
  await db.execute(
    'UPDATE idempotency_keys SET memory_id = ?, created = ? WHERE project_id = ? AND idempotency_key = ?',
    [memoryId, created, project, key],
  );
}

export async function findIdempotencyKey(
  db: Executor,
  project: string,
  key: string,
): Promise<RememberedRequest | null> {
  const [rows] = await db.execute<RowDataPacket[]>(
    'SELECT request_hash, memory_id, created FROM idempotency_keys WHERE project_id = ? AND idempotency_key = ?',
    [project, key],
  );
  const row = rows[0];
  return row ? { memoryId: row.memory_id, created: row.created === 1, requestHash: row.request_hash } : null;
}

export async function deleteIdempotencyKey(db: Executor, project: string, key: string): Promise<void> {
  await db.execute('DELETE FROM idempotency_keys WHERE project_id = ? AND idempotency_key = ?', [
    project,
    key,
  ]);
}
