import type { PoolConnection } from 'mysql2/promise';
import { mysqlCode, transaction } from '../database/transaction.ts';
import { within } from '../deadline.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { MemoryContext } from './context.ts';
import { contentHash } from './identity.ts';
import { findByHash, insertMemory } from './repository.ts';
import type { Memory, StoreResult, Tier } from './schemas.ts';
import {
  insertHash,
  insertIdempotencyKey,
  insertTerms,
  raiseTier,
  updateIdempotencyKey,
} from './side-tables.ts';

/** A store does not wait longer for Redis. */
const SHORT_TIER_MS = 250;

const ORDER: Record<Tier, number> = { short: 0, mid: 1, long: 2 };

/** An Idempotency-Key with what it was used for. */
export interface KeyedRequest {
  key: string;
  hash: Buffer;
}

/** The Idempotency-Key is in the table already; nothing was written. */
export class KeyTakenError extends Error {}

/**
 * Stores a mid or long memory: its row, terms, text hash and outbox entry in one transaction. A short-tier memory with
 * the same text becomes this memory, with its id.
 *
 * @throws KeyTakenError
 */
export async function storeDurable(
  context: MemoryContext,
  draft: Memory,
  request: KeyedRequest | undefined,
): Promise<StoreResult> {
  const hash = contentHash(draft.content);
  // Asked while the transaction opens. Without an answer in time the text is kept in both tiers until it expires.
  const asked = within(
    SHORT_TIER_MS,
    'looking into the short tier',
    context.short.findByContent(draft.project, draft.content),
  ).catch(() => null);
  const { short, ...result } = await transaction(context.mysql, async (connection) => {
    const short = await asked;
    const memory: Memory = short
      ? { ...short, tier: draft.tier, expiresAt: null, updatedAt: draft.updatedAt }
      : draft;
    if (request) await claimKey(connection, memory, request, short === null);
    try {
      await insertHash(connection, memory, hash);
    } catch (error) {
      if (mysqlCode(error) !== 'ER_DUP_ENTRY') throw error;
      return { short, ...(await giveExisting(connection, memory, hash, request)) };
    }
    await insertMemory(connection, memory, hash);
    await insertTerms(connection, memory);
    await enqueue(connection, { kind: 'memory', id: memory.id, project: memory.project, sweep: false });
    return { short, memory, created: short === null };
  });
  context.onCommit();
  if (short) await context.short.remove(short.project, short.id).catch(() => false);
  return result;
}

async function claimKey(
  connection: PoolConnection,
  { id, project }: Memory,
  { key, hash }: KeyedRequest,
  created: boolean,
): Promise<void> {
  try {
    await insertIdempotencyKey(connection, project, key, { memoryId: id, created, requestHash: hash });
  } catch (error) {
    if (mysqlCode(error) === 'ER_DUP_ENTRY') throw new KeyTakenError();
    throw error;
  }
}

async function giveExisting(
  connection: PoolConnection,
  { project, tier }: Memory,
  hash: Buffer,
  request: KeyedRequest | undefined,
): Promise<StoreResult> {
  const existing = await findByHash(connection, project, hash);
  // The refused insert holds a lock on the text's hash, so its memory cannot have gone in between.
  if (!existing) throw new Error('a text hash has no memory');
  if (request) {
    await updateIdempotencyKey(connection, project, request.key, { memoryId: existing.id, created: false });
  }
  if (ORDER[existing.tier] >= ORDER[tier]) return { memory: existing, created: false };
  await raiseTier(connection, existing, tier);
  await enqueue(connection, { kind: 'memory', id: existing.id, project, sweep: true });
  const raised = await findByHash(connection, project, hash);
  return { memory: raised ?? existing, created: false };
}
