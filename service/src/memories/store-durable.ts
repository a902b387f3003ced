import type { PoolConnection } from 'mysql2/promise';
import { mysqlCode, transaction } from '../database/transaction.ts';
import { within } from '../deadline.ts';
import type { MemoryEvent } from '../events/event.ts';
import { amountOf } from '../guards/quotas.ts';
import type { DurableTier } from './change-schemas.ts';
import { claimText } from './claim-text.ts';
import type { MemoryContext } from './context.ts';
import { contentHash } from './identity.ts';
import { insertDurable, raisedFrom, riseTo } from './insert-durable.ts';
import type { Memory, StoreResult } from './schemas.ts';
import { settleShort } from './settle-short.ts';
import { insertHash, insertIdempotencyKey, updateIdempotencyKey } from './side-tables.ts';

/** A store does not wait longer for Redis. */
const SHORT_TIER_MS = 250;

/** A StoreResult with what there is to tell the others, if anything. */
type Stored = StoreResult & { event: MemoryEvent['type'] | null };

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
 * @throws KeyTakenError; AppError QUOTA_EXCEEDED
 */
export async function storeDurable(
  context: MemoryContext,
  draft: Memory,
  request: KeyedRequest | undefined,
): Promise<StoreResult> {
  const hash = contentHash(draft.content);
  const tier = draft.tier as DurableTier;
  // Asked while the transaction opens. Without an answer in time the text is kept in both tiers until it expires.
  const asked = within(
    SHORT_TIER_MS,
    'looking into the short tier',
    context.short.findByContent(draft.project, draft.content),
  ).catch(() => null);
  const quota = await context.guards.quotaOf(draft.project);
  const { short, stored } = await transaction(context.mysql, async (connection) => {
    const short = await asked;
    const memory = short ? raisedFrom(short, tier, draft.expiresAt) : draft;
    if (request) await claimKey(connection, memory, request, short === null);
    const holder = await claimText(connection, memory, hash, insertHash);
    if (holder) return { short, stored: await giveExisting(connection, holder, draft, request) };
    quota.take(amountOf(memory.content));
    await insertDurable(connection, memory, hash, short);
    const stored: Stored = short
      ? { memory, created: false, event: 'memory.promoted' }
      : { memory, created: true, event: 'memory.stored' };
    return { short, stored };
  });
  const { event, ...result } = stored;
  if (event) {
    const { id, project, tier } = result.memory;
    context.onCommit();
    context.events.publish({ type: event, project, id, tier });
  }
  if (short) await settleShort(context, short);
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
  holder: Memory,
  { project, tier, expiresAt }: Memory,
  request: KeyedRequest | undefined,
): Promise<Stored> {
  if (request) {
    await updateIdempotencyKey(connection, project, request.key, { memoryId: holder.id, created: false });
  }
  const { memory, changed } = await riseTo(connection, holder, tier as DurableTier, expiresAt);
  const event = memory.tier === holder.tier ? 'memory.updated' : 'memory.promoted';
  return { memory, created: false, event: changed ? event : null };
}
