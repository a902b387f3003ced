import { decodeCursor, encodeCursor } from '../memories/cursor.ts';
import type { SqlCondition } from '../memories/filters.ts';

const DEFAULT_LIMIT = 20;

export interface PageQuery {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** A page and the cursor to the next; null behind the last. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Where a list continues, for ids that begin with the time. */
export const NEWEST_FIRST = 'e.id DESC';

/** @throws AppError INVALID_CURSOR */
export function olderThan(cursor: string): SqlCondition {
  return { sql: 'e.id < ?', values: [decodeCursor(cursor).id] };
}

export const newestCursor = ({ id }: { id: string }): string => encodeCursor(id);

/**
 * Reads one page with one entity more than asked for, which tells whether there is another page.
 *
 * @param read gives up to so many entities from where the page begins
 */
export async function readPage<T>(
  { limit = DEFAULT_LIMIT }: PageQuery,
  read: (limit: number) => Promise<T[]>,
  cursorOf: (last: T) => string,
): Promise<Page<T>> {
  const found = await read(limit + 1);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : cursorOf(last) };
}
