import { mysqlCode, transaction } from '../database/transaction.ts';
import type { MemoryContext } from './context.ts';
import { contentHash } from './identity.ts';
import { findByHash } from './repository.ts';
import type { Memory, StoreResult } from './schemas.ts';
import { insertIdempotencyKey, type RememberedRequest, updateIdempotencyKey } from './side-tables.ts';
import { KeyTakenError } from './store-durable.ts';
import type { KeyedRequest } from './store-fresh.ts';

/**
 * Stores a short-tier memory in Redis, unless the project has the text in a higher tier.
 *
 * @throws KeyTakenError
 */
export async function storeShort(
  context: MemoryContext,
  draft: Memory,
  request: KeyedRequest | undefined,
): Promise<StoreResult> {
  const { mysql } = context;
  if (request) {
    const entry = { memoryId: draft.id, created: true, requestHash: request.hash };
    // One statement, but the same key at the same time makes deadlocks, whose victim starts again.
    await transaction(mysql, (connection) =>
      insertIdempotencyKey(connection, draft.project, request.key, entry),
    ).catch((error: unknown) => {
      throw mysqlCode(error) === 'ER_DUP_ENTRY' ? new KeyTakenError() : error;
    });
  }
  const result = await addUnlessKnown(context, draft);
  if (request && result.memory.id !== draft.id)
    await updateIdempotencyKey(mysql, draft.project, request.key, answerOf(result));
  return result;
}

/**
 * Does for a repeated request what the first one has not done: it is still at it, was cut short, or what it stored has
 * expired. It goes on under the first one's id, so that whichever of the two comes second finds its memory there.
 */
export async function finishShort(
  context: MemoryContext,
  draft: Memory,
  key: string,
  first: RememberedRequest,
): Promise<StoreResult> {
  const result = await addUnlessKnown(context, first.created ? { ...draft, id: first.memoryId } : draft);
  const { memoryId, created } = answerOf(result);
  if (memoryId !== first.memoryId || created !== first.created)
    await updateIdempotencyKey(context.mysql, draft.project, key, { memoryId, created });
  return result;
}

const answerOf = ({ memory, created }: StoreResult) => ({ memoryId: memory.id, created });

async function addUnlessKnown(
  { mysql, short, log, events }: MemoryContext,
  draft: Memory,
): Promise<StoreResult> {
  const durable = await findByHash(mysql, draft.project, contentHash(draft.content)).catch(
    (error: unknown) => {
      // The short tier goes on without MySQL; at worst a text is kept twice until it expires.
      log.warn({ err: error }, 'could not look for the same text in the higher tiers');
      return null;
    },
  );
  if (durable) return { memory: durable, created: false };
  const ttlMs = Date.parse(draft.expiresAt as string) - Date.parse(draft.createdAt);
  const existing = await short.add(draft, ttlMs);
  // Its own id: a repetition of this request was quicker.
  if (existing) return { memory: existing, created: existing.id === draft.id };
  events.publish({ type: 'memory.stored', project: draft.project, id: draft.id, tier: 'short' });
  return { memory: draft, created: true };
}
