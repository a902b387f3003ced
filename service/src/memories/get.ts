import type { MemoryContext } from './context.ts';
import { findMemory } from './repository.ts';
import type { Memory } from './schemas.ts';

/** The memory in whichever tier it is. */
export async function getMemory(
  { mysql, short }: Pick<MemoryContext, 'mysql' | 'short'>,
  project: string,
  id: string,
): Promise<Memory | null> {
  return (await findMemory(mysql, project, id)) ?? (await short.get(project, id));
}
