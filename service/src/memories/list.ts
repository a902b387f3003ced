import type { MemoryContext } from './context.ts';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';
import { assertTimes, type MemoryFilter, matches } from './filters.ts';
import { createdAtOf } from './identity.ts';
import { listMemories } from './repository.ts';
import type { ListQuery, Memory, MemoryPage } from './schemas.ts';

const DEFAULT_LIMIT = 20;
const SHORT_BATCH = 200;

/** One page of a project's memories, newest first across the tiers; see MemoryService.list. */
export async function listAll(
  context: MemoryContext,
  project: string,
  query: ListQuery,
): Promise<MemoryPage> {
  const { tier, cursor, limit = DEFAULT_LIMIT, ...rest } = query;
  const filter: MemoryFilter = { ...rest, tiers: tier ? [tier] : undefined };
  assertTimes(filter);
  const position = cursor === undefined ? null : decodeCursor(cursor);
  // One more than asked for tells whether there is another page.
  const wanted = limit + 1;
  const [durable, short] = await Promise.all([
    tier === 'short' ? [] : listMemories(context.mysql, project, filter, position, wanted),
    tier === undefined || tier === 'short' ? listShort(context, project, filter, position, wanted) : [],
  ]);
  // A process that died between the two stores leaves what it lifted out of the short tier there until it expires.
  const lifted = new Set(durable.map(({ id }) => id));
  const merged = [...durable, ...short.filter(({ id }) => !lifted.has(id))]
    .sort(newestFirst)
    .slice(0, wanted);
  const memories = merged.slice(0, limit);
  const last = memories.at(-1);
  return { memories, nextCursor: merged.length > limit && last ? encodeCursor(last.id) : null };
}

const newestFirst = (a: Memory, b: Memory) => (a.id < b.id ? 1 : -1);

async function listShort(
  { short, log }: MemoryContext,
  project: string,
  filter: MemoryFilter,
  start: Position | null,
  wanted: number,
): Promise<Memory[]> {
  const found: Memory[] = [];
  try {
    let position = start;
    while (found.length < wanted) {
      const ids = await short.ids(project, position, SHORT_BATCH);
      const memories = await short.getMany(project, ids);
      found.push(...memories.filter((memory) => matches(memory, filter)));
      const last = ids.at(-1);
      if (!last || ids.length < SHORT_BATCH) break;
      position = { id: last, createdAt: createdAtOf(last) };
    }
  } catch (error) {
    if (filter.tiers?.includes('short')) throw error;
    log.warn({ err: error }, 'the list lacks the short tier');
  }
  return found.slice(0, wanted);
}
