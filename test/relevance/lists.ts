import type { SearchMode } from '../../service/src/memories/search/schemas.ts';
import type { MemoryService } from '../../service/src/memories/service.ts';
import type { Question } from './corpus.ts';

const PAGE = 50;

export interface Found {
  key: string;
  id: string;
  score: number;
  createdAt: number;
  importance: number;
  pinned: boolean;
}

/** What the service answers to a question, best first. */
export async function ask(
  service: MemoryService,
  project: string,
  keys: ReadonlyMap<string, string>,
  { text, when }: Question,
  mode: SearchMode,
  limit = PAGE,
): Promise<Found[]> {
  const found: Found[] = [];
  let cursor: string | undefined;
  do {
    const page = await service.search(project, {
      query: text,
      mode,
      limit: Math.min(PAGE, limit),
      ...(when ? { when } : {}),
      ...(cursor ? { cursor } : {}),
    });
    if (page.degraded) throw new Error(`the search was degraded: ${page.unavailable.join(', ')}`);
    for (const { memory, score } of page.results) {
      const { id, importance, pinned } = memory;
      const createdAt = Date.parse(memory.createdAt);
      found.push({ key: keys.get(id) ?? id, id, score, createdAt, importance, pinned });
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor && found.length < limit);
  return found;
}
