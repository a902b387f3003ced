import type { Redis } from 'ioredis';
import type { Pool } from 'mysql2/promise';
import type { Embedder } from '../embeddings/embedder.ts';
import { AppError } from '../errors.ts';
import type { Log, Metrics } from '../ports.ts';
import { createModelGuard, type ModelGuard } from '../vectors/guard.ts';
import type { VectorIndex } from '../vectors/index.ts';
import { type MemoryContext, measured } from './context.ts';
import { getMemory } from './get.ts';
import { listAll } from './list.ts';
import { removeMemory } from './remove.ts';
import type {
  ListQuery,
  Memory,
  MemoryPage,
  SearchInput,
  SearchResult,
  StoreInput,
  StoreResult,
} from './schemas.ts';
import { createSearch } from './search/search.ts';
import { createShortStore } from './short-store.ts';
import { createStore } from './store.ts';
import { orUnavailable } from './unavailable.ts';

/** The part of the configuration that memories need; `config.memory` fits. */
export interface MemoryConfig {
  /** Life of a short-tier memory unless the caller says otherwise. */
  readonly short_ttl_seconds: number;
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
  /** Prefix of every Redis key. Default `mcp:`. */
  keyPrefix?: string;
}

export interface StoreOptions {
  /** The same key with the same input gives the first answer again; with another input it is refused. */
  idempotencyKey?: string;
}

/** Memories of projects. Inputs are taken to have passed their schema. */
export interface MemoryService {
  /**
   * Stores a text verbatim. A text that the project has already is not stored twice: the memory is given back
   * with created false, raised to the asked tier if that is higher.
   *
   * @throws AppError IDEMPOTENCY_KEY_REUSED, INVALID_REQUEST, STORE_UNAVAILABLE
   */
  store(project: string, input: StoreInput, options?: StoreOptions): Promise<StoreResult>;

  /** @throws AppError MEMORY_NOT_FOUND, STORE_UNAVAILABLE */
  get(project: string, id: string): Promise<Memory>;

  /** Newest first across the tiers. @throws AppError INVALID_CURSOR, STORE_UNAVAILABLE */
  list(project: string, query: ListQuery): Promise<MemoryPage>;

  /**
   * Finds memories. Without Milvus or embeddings it answers by keyword, `degraded: true`.
   *
   * @throws AppError STORE_UNAVAILABLE when nothing can be searched
   */
  search(project: string, input: SearchInput): Promise<SearchResult>;

  /**
   * Deletes a memory and every trace of it; the vector follows through the outbox within about a second.
   *
   * @throws AppError MEMORY_NOT_FOUND, STORE_UNAVAILABLE
   */
  remove(project: string, id: string): Promise<void>;
}

/** A client gives up sooner than this; the answer would come too late. */
const TIMEOUT_MS = 10_000;

/** Puts the service together from its stores. Nothing is asked of them yet. */
export function createMemoryService(dependencies: MemoryDependencies): MemoryService {
  const { mysql, redis, vectors, embedder, config, log, keyPrefix = 'mcp:' } = dependencies;
  const context: MemoryContext = {
    mysql,
    short: createShortStore(redis, keyPrefix),
    vectors,
    embedder,
    guard: dependencies.guard ?? createModelGuard({ mysql, embedder, vectors }),
    shortTtlSeconds: config.short_ttl_seconds,
    log,
    metrics: dependencies.metrics ?? { observe: () => undefined },
    onCommit: dependencies.onCommit ?? (() => undefined),
  };
  const store = createStore(context);
  const search = createSearch(context);
  const { metrics } = context;
  return {
    store: (project, input, options) =>
      measured(metrics, 'store', () =>
        orUnavailable(TIMEOUT_MS, 'storing', () => store(project, input, options)),
      ),
    get: (project, id) =>
      orUnavailable(TIMEOUT_MS, 'reading', async () => {
        const memory = await getMemory(context, project, id);
        if (!memory) throw new AppError('MEMORY_NOT_FOUND');
        return memory;
      }),
    list: (project, query) => orUnavailable(TIMEOUT_MS, 'listing', () => listAll(context, project, query)),
    search: (project, input) =>
      measured(metrics, 'search', () => orUnavailable(TIMEOUT_MS, 'searching', () => search(project, input))),
    remove: (project, id) =>
      orUnavailable(TIMEOUT_MS, 'deleting', async () => {
        if (!(await removeMemory(context, project, id))) throw new AppError('MEMORY_NOT_FOUND');
      }),
  };
}
