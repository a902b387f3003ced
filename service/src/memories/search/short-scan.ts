import { LRUCache } from 'lru-cache';
import type { MemoryContext } from '../context.ts';
import { type MemoryFilter, matches } from '../filters.ts';
import type { Memory } from '../schemas.ts';
import type { ShortStore } from '../short-store.ts';
import { documentTerms } from './terms.ts';

/** A search looks at this many of a project's newest short-tier memories. */
const MAX_SCANNED = 1000;
const CACHE_BYTES = 16 * 1024 * 1024;

/** A short-tier memory with the terms it is found by. */
export interface ShortCandidate {
  id: string;
  memory: Memory;
  terms: ReadonlySet<string>;
}

export type ShortScan = (project: string, filter: MemoryFilter) => Promise<ShortCandidate[]>;

/**
 * Reads the short-tier memories of a project that pass a filter, newest first. They seldom change, so what was read
 * once is kept in the process until an event says otherwise, and each search asks Redis only for the ids and the new
 * ones.
 */
export function createShortScan(short: ShortStore, events: MemoryContext['events']): ShortScan {
  const seen = new LRUCache<string, ShortCandidate>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ memory, terms }) => 500 + 2 * memory.content.length + 60 * terms.size,
  });
  const keyOf = (project: string, id: string) => `${project}/${id}`;
  events.on((event) => {
    if (event.type === 'bus.resumed') seen.clear();
    else if (event.type === 'memory.updated') seen.delete(keyOf(event.project, event.id));
  });
  return async (project, filter) => {
    const key = (id: string) => keyOf(project, id);
    const ids = await short.ids(project, null, MAX_SCANNED);
    const fresh = await short.getMany(
      project,
      ids.filter((id) => !seen.has(key(id))),
    );
    const entries = new Map<string, ShortCandidate>();
    for (const memory of fresh) {
      const { id, content } = memory;
      const candidate = { id, memory, terms: new Set(documentTerms(project, content)) };
      entries.set(id, candidate);
      seen.set(key(id), candidate);
    }
    const now = Date.now();
    return ids.flatMap((id) => {
      const candidate = entries.get(id) ?? seen.get(key(id));
      if (!candidate || Date.parse(candidate.memory.expiresAt as string) <= now) return [];
      return matches(candidate.memory, filter) ? [candidate] : [];
    });
  };
}
