import type { DurableTier, HistoryPage, HistoryQuery, RelatedMemory, UpdateInput } from './change-schemas.ts';
import type { ListQuery, Memory, MemoryPage, StoreInput, StoreResult } from './schemas.ts';
import type { SearchInput, SearchResult } from './search/schemas.ts';
import type { MemoryUpkeep } from './upkeep/upkeep.ts';

export interface StoreOptions {
  /** The same key with the same input gives the first answer again; with another input it is refused. */
  idempotencyKey?: string;
}

export interface UpdateOptions {
  /** Change the memory only if it still has this version. */
  ifVersion?: number;
}

/** Memories of projects. Inputs are taken to have passed their schema. */
export interface MemoryService {
  /**
   * Stores a text verbatim. A text that the project has already is not stored twice: the memory is given back
   * with created false, raised to the asked tier if that is higher, and lives as long as the longer of both asked.
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
   * Changes a memory of any tier. Whatever differs makes one new version; nothing different, and nothing happens. What
   * a mid or long memory was before is kept in its history. A new text ends the verification, unless the same change
   * verifies it; pinning takes an end away that was set.
   *
   * @throws AppError MEMORY_NOT_FOUND, VERSION_CONFLICT, DUPLICATE_CONTENT, INVALID_REQUEST, STORE_UNAVAILABLE
   */
  update(project: string, id: string, input: UpdateInput, options?: UpdateOptions): Promise<Memory>;

  /**
   * Lifts a memory to a higher tier, under its id. One that is in that tier already stays as it is. What is lifted
   * out of the short tier, or to the long tier, no longer expires.
   *
   * @throws AppError MEMORY_NOT_FOUND, TIER_CONFLICT, STORE_UNAVAILABLE
   */
  promote(project: string, id: string, tier: DurableTier): Promise<Memory>;

  /**
   * The versions of a memory, newest first. A short-tier memory has only what it is now.
   *
   * @throws AppError MEMORY_NOT_FOUND, INVALID_CURSOR, STORE_UNAVAILABLE
   */
  history(project: string, id: string, query?: HistoryQuery): Promise<HistoryPage>;

  /**
   * Gives a memory the text and fields of an earlier version, as a new version. Its tier and its end stay.
   *
   * @throws AppError MEMORY_NOT_FOUND, VERSION_NOT_FOUND, DUPLICATE_CONTENT, STORE_UNAVAILABLE
   */
  restore(project: string, id: string, version: number): Promise<Memory>;

  /**
   * Memories of the project that say nearly the same, nearest first, at most 20. They are linked in the background,
   * some time after a text was stored or changed.
   *
   * @throws AppError MEMORY_NOT_FOUND, STORE_UNAVAILABLE
   */
  related(project: string, id: string): Promise<RelatedMemory[]>;

  /**
   * Deletes a memory and every trace of it; the vector follows through the outbox within about a second.
   *
   * @throws AppError MEMORY_NOT_FOUND, STORE_UNAVAILABLE
   */
  remove(project: string, id: string): Promise<void>;

  /** What is done in the background, by jobs. */
  readonly upkeep: MemoryUpkeep;
}
