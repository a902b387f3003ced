import { AppError } from '../errors.ts';
import { type Changed, duplicateContent } from './change.ts';
import type { MemoryContext } from './context.ts';
import { difference } from './history/repository.ts';
import { contentHash } from './identity.ts';
import { findByHash } from './repository.ts';
import type { Memory } from './schemas.ts';

/** Others that change the same memory at the same time are few. */
const MAX_ATTEMPTS = 10;

/**
 * Changes a short-tier memory; what it was before is not kept.
 *
 * @throws AppError MEMORY_NOT_FOUND, DUPLICATE_CONTENT, VERSION_CONFLICT when others will not stop changing it
 */
export async function updateShort(
  { mysql, short }: MemoryContext,
  project: string,
  id: string,
  wanted: (current: Memory) => Memory,
): Promise<Changed> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const current = await short.get(project, id);
    if (!current) throw new AppError('MEMORY_NOT_FOUND');
    const next = wanted(current);
    const before = difference(current, next);
    if (Object.keys(before).length === 0) return { memory: current, changed: false };
    if (before.content !== undefined) {
      const holder = await findByHash(mysql, project, contentHash(next.content));
      if (holder) throw duplicateContent(holder);
    }
    const memory = { ...next, version: current.version + 1, updatedAt: new Date().toISOString() };
    const outcome = await short.replace(current, memory);
    if (outcome.state === 'replaced') return { memory, changed: true };
    if (outcome.state === 'taken') throw duplicateContent({ id: outcome.id });
  }
  throw new AppError('VERSION_CONFLICT');
}
