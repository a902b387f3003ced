import { AppError } from '../errors.ts';
import type { DurableTier } from './change-schemas.ts';
import type { MemoryContext } from './context.ts';
import { raiseShort } from './raise-short.ts';
import type { Memory } from './schemas.ts';
import { TIER_ORDER } from './tiers.ts';
import { changeDurable } from './update.ts';

/** Lifts a memory to a higher tier; see MemoryService.promote. */
export async function promoteMemory(
  context: MemoryContext,
  project: string,
  id: string,
  tier: DurableTier,
): Promise<Memory> {
  const durable = await changeDurable(context, project, id, (memory) => raised(memory, tier), 'promoted');
  if (durable) {
    if (durable.changed) context.events.publish({ type: 'memory.promoted', project, id, tier });
    return durable.memory;
  }
  const short = await context.short.get(project, id);
  if (!short) throw new AppError('MEMORY_NOT_FOUND');
  return raiseShort(context, short, tier);
}

/** @throws AppError TIER_CONFLICT */
function raised(memory: Memory, tier: DurableTier): Memory {
  if (TIER_ORDER[memory.tier] > TIER_ORDER[tier]) throw new AppError('TIER_CONFLICT');
  return { ...memory, tier, expiresAt: tier === 'long' ? null : memory.expiresAt };
}
