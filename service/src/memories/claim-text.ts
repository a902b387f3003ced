import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import { mysqlCode } from '../database/transaction.ts';
import { deleteDurable } from './delete-durable.ts';
import { type Executor, findByHash } from './repository.ts';
import type { Memory } from './schemas.ts';

/**
 * Gives a text to a memory, whoever had it and has expired.
 *
 * @param write what writes the hash, and fails with ER_DUP_ENTRY when another memory has it
 * @returns the memory of the project that has the text already; null when it was claimed
 */
export async function claimText(
  connection: PoolConnection,
  memory: Memory,
  hash: Buffer,
  write: (db: Executor, memory: Memory, hash: Buffer) => Promise<void>,
): Promise<Memory | null> {
  for (;;) {
    try {
      await write(connection, memory, hash);
      return null;
    } catch (error) {
      if (mysqlCode(error) !== 'ER_DUP_ENTRY') throw error;
    }
    // The refused statement holds a lock on the text's hash, so its memory cannot have gone in between.
    const holder = await findByHash(connection, memory.project, hash);
    if (holder) return holder;
    await deleteDurable(connection, memory.project, await holderOf(connection, memory.project, hash));
  }
}

async function holderOf(db: Executor, project: string, hash: Buffer): Promise<string> {
  const [rows] = await db.execute<RowDataPacket[]>(
    'SELECT memory_id FROM memory_hashes WHERE project_id = ? AND content_hash = ?',
    [project, hash],
  );
  const id: unknown = rows[0]?.memory_id;
  if (typeof id !== 'string') throw new Error('a text hash has no memory');
  return id;
}
