import { AppError } from '../errors.ts';
import type { MemoryContext } from './context.ts';
import { findHistory } from './history/repository.ts';
import { versionsOf } from './history/versions.ts';
import type { Executor } from './repository.ts';
import type { Memory } from './schemas.ts';
import { assertNotInShortTier, changeDurable } from './update.ts';

/** Gives a memory what it was at an earlier version; see MemoryService.restore. */
export async function restoreMemory(
  context: MemoryContext,
  project: string,
  id: string,
  version: number,
): Promise<Memory> {
  const asItWas = async (current: Memory, db: Executor): Promise<Memory> => {
    const versions = versionsOf(current, await findHistory(db, current));
    const found = versions.find(({ memory }) => memory.version === version);
    if (!found) throw new AppError('VERSION_NOT_FOUND');
    const { tier, expiresAt } = current;
    await assertNotInShortTier(context, found.memory);
    // A pinned memory never expires.
    return { ...found.memory, tier, expiresAt: found.memory.pinned ? null : expiresAt };
  };
  const durable = await changeDurable(context, project, id, asItWas, 'restored');
  if (durable) {
    const { memory, changed } = durable;
    if (changed) context.events.publish({ type: 'memory.restored', project, id, tier: memory.tier });
    return memory;
  }
  const short = await context.short.get(project, id);
  if (!short) throw new AppError('MEMORY_NOT_FOUND');
  if (short.version !== version) throw new AppError('VERSION_NOT_FOUND');
  return short;
}
