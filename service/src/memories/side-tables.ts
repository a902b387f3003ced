import type { RowDataPacket } from 'mysql2/promise';
import { deleteLinks } from './links/repository.ts';
import type { Executor } from './repository.ts';
import type { Memory } from './schemas.ts';
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

/** Gives a memory another text. @throws ER_DUP_ENTRY when the project has it already */
export async function updateHash(db: Executor, { id, project }: Memory, hash: Buffer): Promise<void> {
  await db.execute('UPDATE memory_hashes SET content_hash = ? WHERE memory_id = ? AND project_id = ?', [
    hash,
    id,
    project,
  ]);
}

export async function updateTerms(db: Executor, { id, project, content }: Memory): Promise<void> {
  await db.execute(
    'UPDATE memory_terms SET tokenizer = ?, terms = ? WHERE memory_id = ? AND project_id = ?',
    [TOKENIZER_VERSION, documentTerms(project, content).join(' '), id, project],
  );
}

/** Deletes every row that belongs to a memory, but the memory's own. */
export async function deleteTraces(db: Executor, project: string, id: string): Promise<void> {
  const tables = ['memory_terms', 'memory_hashes', 'memory_history', 'memory_usage', 'idempotency_keys'];
  for (const table of tables) {
    await db.execute(`DELETE FROM ${table} WHERE memory_id = ? AND project_id = ?`, [id, project]);
  }
  await deleteLinks(db, project, id);
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
