import { AppError } from '../errors.ts';
import type { MemoryService } from '../memories/memory-service.ts';
import { LIMITS } from '../memories/schemas.ts';
import { DEFAULT_DELETED, type DeleteInput, type DeleteReport } from './schemas.ts';

const SHOWN = 100;
/** Deletions at a time; more would take the connections of everybody else. */
const AT_ONCE = 4;

/**
 * Deletes the memories of a project that a filter finds, newest first. Cut short it has deleted some; asked again it
 * goes on.
 */
export async function deleteMatching(
  memories: Pick<MemoryService, 'list' | 'remove'>,
  project: string,
  { filter, dryRun = true, limit = DEFAULT_DELETED }: DeleteInput,
): Promise<DeleteReport> {
  const { ids, more } = await matching(memories, project, filter, limit);
  let deleted = 0;
  const queue = dryRun ? [] : [...ids];
  const worker = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      if (await removed(memories, project, id)) deleted += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { dryRun, matched: ids.length, deleted, more, ids: ids.slice(0, SHOWN) };
}

async function matching(
  memories: Pick<MemoryService, 'list'>,
  project: string,
  filter: DeleteInput['filter'],
  limit: number,
): Promise<{ ids: string[]; more: boolean }> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = Math.min(LIMITS.page, limit - ids.length);
    const found = await memories.list(project, { ...filter, limit: page, ...(cursor ? { cursor } : {}) });
    ids.push(...found.memories.map(({ id }) => id));
    cursor = found.nextCursor;
  } while (cursor !== null && ids.length < limit);
  return { ids, more: cursor !== null };
}

async function removed(
  memories: Pick<MemoryService, 'remove'>,
  project: string,
  id: string,
): Promise<boolean> {
  try {
    await memories.remove(project, id);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'MEMORY_NOT_FOUND') return false;
    throw error;
  }
}
