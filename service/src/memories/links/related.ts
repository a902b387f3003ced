import { AppError } from '../../errors.ts';
import type { RelatedMemory } from '../change-schemas.ts';
import type { MemoryContext } from '../context.ts';
import { getMemory } from '../get.ts';
import { findRelated } from './repository.ts';

/** The near-duplicates of a memory; see MemoryService.related. */
export async function relatedMemories(
  context: MemoryContext,
  project: string,
  id: string,
): Promise<RelatedMemory[]> {
  const [memory, related] = await Promise.all([
    getMemory(context, project, id),
    findRelated(context.mysql, project, id),
  ]);
  if (!memory) throw new AppError('MEMORY_NOT_FOUND');
  return related;
}
