import type { Redis } from 'ioredis';
import type { Pool } from 'mysql2/promise';
import { type MemoryCache, NO_CACHE } from '../cache/memory-cache.ts';
import type { Embedder } from '../embeddings/embedder.ts';
import { AppError } from '../errors.ts';
import type { Guards } from '../guards/guards.ts';
import { OPEN_GUARDS } from '../guards/open.ts';
import type { Log, Metrics } from '../ports.ts';
import { createModelGuard, type ModelGuard } from '../vectors/guard.ts';
import type { VectorIndex } from '../vectors/index.ts';
import { type MemoryContext, measured } from './context.ts';
import { getMemory } from './get.ts';
import { memoryHistory } from './history/history.ts';
import { relatedMemories } from './links/related.ts';
import { listAll } from './list.ts';
import type { MemoryService } from './memory-service.ts';
import { promoteMemory } from './promote.ts';
import { removeMemory } from './remove.ts';
import { restoreMemory } from './restore.ts';
import { createSearch } from './search/search.ts';
import { DEFAULT_WEIGHTS, type SearchWeights } from './search/weights.ts';
import { createShortLookup } from './short-lookup.ts';
import { createShortStore } from './short-store.ts';
import { createStore } from './store.ts';
import { orUnavailable } from './unavailable.ts';
import { updateMemory } from './update.ts';
import { linkSimilar } from './upkeep/link-similar.ts';
import { promoteDue } from './upkeep/promote-due.ts';
import { removeExpired } from './upkeep/remove-expired.ts';
import { createUsageTracker } from './usage.ts';

export type { MemoryService } from './memory-service.ts';

/** The part of the configuration that memories need; `config.memory` fits. */
export interface MemoryConfig {
  /** Life of a short-tier memory unless the caller says otherwise. */
  readonly short_ttl_seconds: number;
  /** How a hybrid search weighs its parts; what is left out has its default. */
  readonly search?: Partial<SearchWeights>;
}

export interface MemoryDependencies {
  mysql: Pool;
  redis: Redis;
  vectors: VectorIndex;
  embedder: Embedder;
  config: MemoryConfig;
  log: Log;
  metrics?: Metrics;
  /** Called after each commit that changed the outbox: wakes the relay of this process. */
  onCommit?: () => void;
  /** Share it with the relay of this process, so that the model is checked once. */
  guard?: ModelGuard;
  /** Refuses or masks credentials, and bounds what a project holds. Without them everything passes. */
  guards?: Guards;
  /** Told what happened, after it is committed. Without it nobody is. */
  events?: MemoryContext['events'];
  /** Asked before the stores when a memory is read or searched. Default: none. */
  cache?: MemoryCache;
  /** Prefix of every Redis key. Default `mcp:`. */
  keyPrefix?: string;
}

/** Nobody is told, and nobody tells. */
const SILENCE: MemoryContext['events'] = {
  publish: () => undefined,
  on: () => () => undefined,
  hearing: () => false,
};

/** A client gives up sooner than this; the answer would come too late. */
const TIMEOUT_MS = 10_000;

/** Puts the service together from its stores. Nothing is asked of them yet. */
export function createMemoryService(dependencies: MemoryDependencies): MemoryService {
  const context = createContext(dependencies);
  const store = createStore(context);
  const search = createSearch(context, { ...DEFAULT_WEIGHTS, ...dependencies.config.search });
  const { metrics, usage, guards } = context;
  const { cache = NO_CACHE } = dependencies;
  const bounded = <T>(what: string, work: () => Promise<T>) => orUnavailable(TIMEOUT_MS, what, work);
  return {
    store: (project, input, options) =>
      measured(metrics, 'store', () =>
        bounded('storing', () => store(project, guards.checkContent(input), options)),
      ),
    async get(project, id) {
      const read = () => bounded('reading', () => getMemory(context, project, id));
      const memory = await cache.get(project, id, read);
      if (!memory) throw new AppError('MEMORY_NOT_FOUND');
      usage.used([memory]);
      return memory;
    },
    list: (project, query) => bounded('listing', () => listAll(context, project, query)),
    search: (project, input) =>
      measured(metrics, 'search', () =>
        bounded('searching', async () => {
          // The answer and the vector are looked for in the caches at one time, for most often neither is there.
          if (input.mode !== 'keyword') context.embedder.expectQuery(input.query);
          const result = await cache.search(project, input, () => search(project, input));
          usage.used(result.results.map(({ memory }) => memory));
          return result;
        }),
      ),
    update: (project, id, input, options) =>
      bounded('changing', () => updateMemory(context, project, id, guards.checkContent(input), options)),
    promote: (project, id, tier) => bounded('promoting', () => promoteMemory(context, project, id, tier)),
    history: (project, id, query = {}) =>
      bounded('reading the history', () => memoryHistory(context, project, id, query)),
    restore: (project, id, version) =>
      bounded('restoring', () => restoreMemory(context, project, id, version)),
    related: (project, id) =>
      bounded('reading related memories', () => relatedMemories(context, project, id)),
    remove: (project, id) =>
      bounded('deleting', async () => {
        if (!(await removeMemory(context, project, id))) throw new AppError('MEMORY_NOT_FOUND');
      }),
    upkeep: {
      promoteDue: (rules, progress, signal) => promoteDue(context, rules, progress, signal),
      removeExpired: (progress, signal) => removeExpired(context, progress, signal),
      linkSimilar: (threshold, progress, signal) => linkSimilar(context, threshold, progress, signal),
      flushUsage: () => usage.flush(),
    },
  };
}

function createContext(dependencies: MemoryDependencies): MemoryContext {
  const { mysql, redis, vectors, embedder, config, log, keyPrefix = 'mcp:' } = dependencies;
  const short = createShortStore(redis, keyPrefix);
  const events = dependencies.events ?? SILENCE;
  return {
    mysql,
    short,
    shortLookup: createShortLookup(short, events),
    vectors,
    embedder,
    guard: dependencies.guard ?? createModelGuard({ mysql, embedder, vectors }),
    guards: dependencies.guards ?? OPEN_GUARDS,
    shortTtlSeconds: config.short_ttl_seconds,
    log,
    metrics: dependencies.metrics ?? { observe: () => undefined },
    onCommit: dependencies.onCommit ?? (() => undefined),
    events,
    usage: createUsageTracker({ mysql, short, log }),
  };
}
