import type { Memory } from '../schemas.ts';
import type { SearchPosition } from './cursor.ts';
import type { Fused } from './fuse.ts';

/** Candidates beyond the page, for vectors whose memory has just been deleted. */
export const SPARE_ROWS = 5;

export interface Ranked extends Fused {
  memory: Memory;
  /** Place in the whole ranking, from 1. */
  place: number;
}

/** Where in a ranking the next page begins. */
export function startOf(ranking: readonly Fused[], after: SearchPosition | undefined): number {
  if (!after) return 0;
  const last = ranking.findIndex(({ id }) => id === after.id);
  if (last >= 0) return last + 1;
  // It has been deleted meanwhile: go on with what ranks below it.
  const { score, id } = after;
  const next = ranking.findIndex((entry) => entry.score < score || (entry.score === score && entry.id < id));
  return next >= 0 ? next : ranking.length;
}

/**
 * The first `limit` from `start` on that are memories of the project: the index may know some that are gone. They are
 * rare, so rows beyond the page are fetched only when some were.
 */
export async function takePage(
  ranking: readonly Fused[],
  start: number,
  limit: number,
  find: (ids: string[]) => Promise<ReadonlyMap<string, Memory>>,
): Promise<Ranked[]> {
  const page: Ranked[] = [];
  let at = start;
  let spare = 0;
  while (page.length < limit && at < ranking.length) {
    const slice = ranking.slice(at, at + limit - page.length + spare);
    const memories = await find(slice.map(({ id }) => id));
    for (const entry of slice) {
      if (page.length === limit) break;
      at += 1;
      const memory = memories.get(entry.id);
      if (memory) page.push({ ...entry, memory, place: at });
    }
    spare = SPARE_ROWS;
  }
  return page;
}
