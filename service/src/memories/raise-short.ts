import { transaction } from '../database/transaction.ts';
import { AppError } from '../errors.ts';
import { amountOf } from '../guards/quotas.ts';
import type { DurableTier } from './change-schemas.ts';
import { claimText } from './claim-text.ts';
import type { MemoryContext } from './context.ts';
import { contentHash } from './identity.ts';
import { insertDurable, raisedFrom, riseTo } from './insert-durable.ts';
import { removeMemory } from './remove.ts';
import type { Memory } from './schemas.ts';
import { settleShort } from './settle-short.ts';
import { insertHash } from './side-tables.ts';

/**
 * Lifts a short-tier memory out of Redis, under its id. Where a higher tier has its text already, that memory is
 * lifted instead and the short one goes.
 *
 * @throws AppError MEMORY_NOT_FOUND when it was deleted meanwhile, QUOTA_EXCEEDED
 */
export async function raiseShort(context: MemoryContext, short: Memory, tier: DurableTier): Promise<Memory> {
  const { project, id } = short;
  const memory = raisedFrom(short, tier, null);
  const hash = contentHash(memory.content);
  const quota = await context.guards.quotaOf(project);
  const result = await transaction(context.mysql, async (connection) => {
    const holder = await claimText(connection, memory, hash, insertHash);
    if (holder) return (await riseTo(connection, holder, tier, null)).memory;
    quota.take(amountOf(memory.content));
    await insertDurable(connection, memory, hash, short);
    return memory;
  });
  context.onCommit();
  // Who lifts the same memory at the same time settles it.
  if (result !== memory && result.id === id) return result;
  const gone = await settleShort(context, short);
  if (gone && result === memory && Date.now() < Date.parse(short.expiresAt as string)) {
    await removeMemory(context, project, id);
    throw new AppError('MEMORY_NOT_FOUND');
  }
  context.events.publish({ type: 'memory.promoted', project, id: result.id, tier: result.tier });
  return result;
}
