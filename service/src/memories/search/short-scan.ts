import { LRUCache } from 'lru-cache';
import { type MemoryFilter, matches } from '../filters.ts';
import type { Memory } from '../schemas.ts';
import type { ShortStore } from '../short-store.ts';
import type { KeywordCandidate } from './coverage.ts';
import { documentTerms } from './terms.ts';

/** A search looks at this many of a project's newest short-tier memories. */
const MAX_SCANNED = 1000;
const CACHE_BYTES = 16 * 1024 * 1024;

interface Scanned {
  memory: Memory;
  terms: ReadonlySet<string>;
}

export interface ShortCandidate extends KeywordCandidate {
  memory: Memory;
}

export type ShortScan = (
  project: string,
  terms: readonly string[],
  filter: MemoryFilter,
) => Promise<ShortCandidate[]>;

/**
 * Finds short-tier memories that have one of the terms. They never change, so what was read once is kept in the
 * process and each search asks Redis only for the ids and the new ones.
 */
export function createShortScan(short: ShortStore): ShortScan {
  const seen = new LRUCache<string, Scanned>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ memory, terms }) => 500 + 2 * memory.content.length + 60 * terms.size,
  });
  return async (project, terms, filter) => {
    if (terms.length === 0) return [];
    const key = (id: string) => `${project}/${id}`;
    const ids = await short.ids(project, null, MAX_SCANNED);
    const fresh = await short.getMany(
      project,
      ids.filter((id) => !seen.has(key(id))),
    );
    const entries = new Map<string, Scanned>();
    for (const memory of fresh) {
      const scanned = { memory, terms: new Set(documentTerms(project, memory.content)) };
      entries.set(memory.id, scanned);
      seen.set(key(memory.id), scanned);
    }
    const now = Date.now();
    return ids.flatMap((id) => {
      const scanned = entries.get(id) ?? seen.get(key(id));
      if (!scanned || Date.parse(scanned.memory.expiresAt as string) <= now) return [];
      if (!terms.some((term) => scanned.terms.has(term)) || !matches(scanned.memory, filter)) return [];
      return [{ id, ...scanned }];
    });
  };
}
