import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Origin } from '../events/bus.ts';
import type { Memory } from '../memories/schemas.ts';
import type { SearchInput, SearchResult } from '../memories/search/schemas.ts';
import type { LayeredCache } from './layered.ts';

/** After a change a project's searches are not kept for this long: Milvus shows a new vector only after a while. */
const SETTLING_MS = 10_000;
const MAX_PROJECTS = 10_000;
/** A change in one memory makes Redis forget one part of its project's. */
const PARTS = 64;

/** What reading memories asks first. */
export interface MemoryCache {
  get(project: string, id: string, read: () => Promise<Memory | null>): Promise<Memory | null>;
  search(project: string, input: SearchInput, search: () => Promise<SearchResult>): Promise<SearchResult>;
}

export const NO_CACHE: MemoryCache = {
  get: (_project, _id, read) => read(),
  search: (_project, _input, search) => search(),
};

export interface MemoryCacheParts {
  memories: LayeredCache<Memory>;
  searches: LayeredCache<SearchResult>;
}

/** Told of changes, so that no answer outlives what it is about. */
export interface ChangingMemoryCache extends MemoryCache {
  /**
   * A memory of the project changed, or its vector did.
   *
   * @param origin where: that replica forgets it in Redis too, before anybody there can read again
   */
  changed(project: string, id: string, origin: Origin): void;
  forgotten(project: string): void;
  /** Changes may have been missed. */
  clearLocal(): void;
}

const untilExpiry = ({ expiresAt }: Memory): number =>
  expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - Date.now();

/** The short tier is in Redis already, and goes by itself. */
export const memoryLifetimeMs = (memory: Memory): number =>
  memory.tier === 'short' ? 0 : untilExpiry(memory);

/** An answer is right until the first of its memories goes; one that lacks a part is never kept. */
export const searchLifetimeMs = ({ results, degraded }: SearchResult): number =>
  degraded ? 0 : Math.min(Number.POSITIVE_INFINITY, ...results.map(({ memory }) => untilExpiry(memory)));

const digest = (input: SearchInput): string =>
  createHash('sha256').update(JSON.stringify(input)).digest('base64url');

export function createMemoryCache({ memories, searches }: MemoryCacheParts): ChangingMemoryCache {
  const settling = new LRUCache<string, true>({ max: MAX_PROJECTS, ttl: SETTLING_MS });
  const part = (project: string, number: number) => `${project}:memories:${number}`;
  const memoryScope = (project: string, id: string) =>
    part(project, Number.parseInt(id.slice(-2), 16) % PARTS);
  const searchScope = (project: string) => `${project}:searches`;
  return {
    get: (project, id, read) => memories.get(memoryScope(project, id), id, read),
    async search(project, input, search) {
      // "yesterday" is another day tomorrow.
      if (input.when !== undefined || settling.has(project)) return search();
      const found = await searches.get(searchScope(project), digest(input), search);
      return found ?? search();
    },
    changed(project, id, origin) {
      settling.set(project, true);
      memories.drop(memoryScope(project, id), id);
      searches.dropAll(searchScope(project));
      if (origin === 'elsewhere') return;
      memories.expire(memoryScope(project, id));
      searches.expire(searchScope(project));
    },
    forgotten(project) {
      settling.set(project, true);
      for (let number = 0; number < PARTS; number++) {
        memories.dropAll(part(project, number));
        memories.expire(part(project, number));
      }
      searches.dropAll(searchScope(project));
      searches.expire(searchScope(project));
    },
    clearLocal() {
      memories.clearLocal();
      searches.clearLocal();
    },
  };
}
