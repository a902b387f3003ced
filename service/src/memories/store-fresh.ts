import { commitTogether } from '../database/commit-together.ts';
import { mysqlCode } from '../database/transaction.ts';
import { AppError } from '../errors.ts';
import type { MemoryEvent } from '../events/event.ts';
import { amountOf, type Quota } from '../guards/quotas.ts';
import type { MemoryContext } from './context.ts';
import { insertDurable } from './insert-durable.ts';
import type { Executor } from './repository.ts';
import type { Memory, StoreResult } from './schemas.ts';
import { insertHash, insertIdempotencyKey } from './side-tables.ts';

/** A StoreResult with what there is to tell the others, if anything. */
export type Stored = StoreResult & { event: MemoryEvent['type'] | null };

/** An Idempotency-Key with what it was used for. */
export interface KeyedRequest {
  key: string;
  hash: Buffer;
}

/** A memory that is to be stored. */
export interface Fresh {
  memory: Memory;
  hash: Buffer;
  /** The short-tier memory it was lifted from. */
  short: Memory | null;
  request: KeyedRequest | undefined;
}

const IN_THE_WAY = new Set(['ER_DUP_ENTRY', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT']);

export const storedAs = ({ memory, short }: Fresh): Stored =>
  short
    ? { memory, created: false, event: 'memory.promoted' }
    : { memory, created: true, event: 'memory.stored' };

/**
 * Stores a text that is new, as most are, in one message to MySQL.
 *
 * @returns null where it is not new, or something else was in the way; nothing was written then
 */
export async function storeFresh(context: MemoryContext, fresh: Fresh, quota: Quota): Promise<Stored | null> {
  const { memory, hash, short, request } = fresh;
  const { memories, bytes } = amountOf(memory.content);
  try {
    quota.take({ memories, bytes });
  } catch (error) {
    // What the project has already is given back all the same.
    if (error instanceof AppError) return null;
    throw error;
  }
  try {
    await commitTogether(context.mysql, async (db) => {
      if (request) await insertKey(db, memory, request, short === null);
      await insertHash(db, memory, hash);
      await insertDurable(db, memory, hash, short);
    });
  } catch (error) {
    quota.take({ memories: -memories, bytes: -bytes });
    if (IN_THE_WAY.has(mysqlCode(error) ?? '')) return null;
    throw error;
  }
  return storedAs(fresh);
}

export const insertKey = (
  db: Executor,
  { id, project }: Memory,
  { key, hash }: KeyedRequest,
  created: boolean,
) => insertIdempotencyKey(db, project, key, { memoryId: id, created, requestHash: hash });
