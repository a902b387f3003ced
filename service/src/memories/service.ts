import type { Redis } from 'ioredis';
import type { Pool } from 'mysql2/promise';
import type { Embedder } from '../embeddings/embedder.ts';
import type { Log, Metrics } from '../ports.ts';
import type { VectorIndex } from '../vectors/index.ts';
import type {
  ListQuery,
  Memory,
  MemoryPage,
  SearchInput,
  SearchResult,
  StoreInput,
  StoreResult,
} from './schemas.ts';

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

/** Puts the service together from its stores. */
export function createMemoryService(_dependencies: MemoryDependencies): MemoryService {
  throw new Error('not there yet');
}
