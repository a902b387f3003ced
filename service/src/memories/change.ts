import type { PoolConnection } from 'mysql2/promise';
import { AppError } from '../errors.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { claimText } from './claim-text.ts';
import { difference, type HistoryRow, insertHistory } from './history/repository.ts';
import { contentHash } from './identity.ts';
import { deleteLinks, dueForLinks } from './links/repository.ts';
import { updateRow } from './repository.ts';
import type { Memory } from './schemas.ts';
import { updateHash, updateTerms } from './side-tables.ts';

/** What a vector and its filter fields are made of. */
const INDEXED = ['tier', 'type', 'content', 'tags'] as const;

export interface Changed {
  memory: Memory;
  /** false: it was so already, and nothing was written. */
  changed: boolean;
}

/**
 * Makes a locked mid or long memory what `wanted` says, as a new version: row, history, text hash, terms, links and
 * outbox entry belong to the transaction of the connection.
 *
 * @throws AppError DUPLICATE_CONTENT, naming the other memory
 */
export async function writeChange(
  connection: PoolConnection,
  current: Memory,
  wanted: Memory,
  event: HistoryRow['event'],
): Promise<Changed> {
  const before = difference(current, wanted);
  if (Object.keys(before).length === 0) return { memory: current, changed: false };
  const now = new Date();
  const memory = { ...wanted, version: current.version + 1, updatedAt: now.toISOString() };
  const hash = contentHash(memory.content);
  if (before.content !== undefined) {
    const holder = await claimText(connection, memory, hash, updateHash);
    if (holder) throw duplicateContent(holder);
    await updateTerms(connection, memory);
    await deleteLinks(connection, memory.project, memory.id);
    await dueForLinks(connection, memory);
  }
  await insertHistory(connection, current, event, before, now);
  await updateRow(connection, memory, hash);
  if (INDEXED.some((field) => field in before)) {
    const { id, project } = memory;
    await enqueue(connection, { kind: 'memory', id, project, sweep: before.tier !== undefined });
  }
  return { memory, changed: true };
}

export const duplicateContent = ({ id }: Pick<Memory, 'id'>) =>
  new AppError('DUPLICATE_CONTENT', {
    message: `Memory ${id} of the project has this text already`,
    details: { memoryId: id },
  });
