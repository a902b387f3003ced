import type { PoolConnection } from 'mysql2/promise';
import { mysqlCode, transaction } from '../database/transaction.ts';
import { within } from '../deadline.ts';
import { amountOf, type Quota } from '../guards/quotas.ts';
import type { DurableTier } from './change-schemas.ts';
import { claimText } from './claim-text.ts';
import type { MemoryContext } from './context.ts';
import { contentHash } from './identity.ts';
import { insertDurable, raisedFrom, riseTo } from './insert-durable.ts';
import type { Memory, StoreResult } from './schemas.ts';
import { settleShort } from './settle-short.ts';
import { insertHash, updateIdempotencyKey } from './side-tables.ts';
import {
  type Fresh,
  insertKey,
  type KeyedRequest,
  type Stored,
  storedAs,
  storeFresh,
} from './store-fresh.ts';

/** A store does not wait longer for Redis. */
const SHORT_TIER_MS = 250;

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
  const [short, quota] = await Promise.all([
    // Without an answer in time the text is kept in both tiers until it expires.
    within(
      SHORT_TIER_MS,
      'looking into the short tier',
      context.shortLookup.findByContent(draft.project, draft.content),
    ).catch(() => null),
    context.guards.quotaOf(draft.project),
  ]);
  const memory = short ? raisedFrom(short, tier, draft.expiresAt) : draft;
  const fresh = { memory, hash, short, request };
  const stored = (await storeFresh(context, fresh, quota)) ?? (await storeCarefully(context, fresh, quota));
  const { event, ...result } = stored;
  if (event) {
    const { id, project, tier } = result.memory;
    context.onCommit();
    context.events.publish({ type: event, project, id, tier });
  }
  if (short) await settleShort(context, short);
  return result;
}

/** Stores a text that the project may have already, looking at every step. */
const storeCarefully = (context: MemoryContext, fresh: Fresh, quota: Quota): Promise<Stored> =>
  transaction(context.mysql, async (connection) => {
    const { memory, hash, short, request } = fresh;
    if (request) await claimKey(connection, memory, request, short === null);
    const holder = await claimText(connection, memory, hash, insertHash);
    if (holder) return giveExisting(connection, holder, memory, request);
    quota.take(amountOf(memory.content));
    await insertDurable(connection, memory, hash, short);
    return storedAs(fresh);
  });

async function claimKey(
  connection: PoolConnection,
  memory: Memory,
  request: KeyedRequest,
  created: boolean,
): Promise<void> {
  try {
    await insertKey(connection, memory, request, created);
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
