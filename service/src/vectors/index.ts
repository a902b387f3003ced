import type { ModelIdentity } from '../embeddings/embedder.ts';

/** The collections, by the names clients of Milvus see (aliases). */
export const COLLECTIONS = {
  mid: 'mid_term_memories',
  long: 'long_term_memories',
  errors: 'error_vectors',
} as const;
export type CollectionKey = keyof typeof COLLECTIONS;

/** One vector with the fields a search filters by. */
export interface VectorRecord {
  id: string;
  project: string;
  type: string;
  tags: readonly string[];
  /** Milliseconds since 1970. */
  createdAt: number;
  /** What it was made from; see revisionOf. */
  revision: string;
  vector: Float32Array;
}

export interface VectorFilter {
  /** Only these vectors. */
  ids?: readonly string[] | undefined;
  type?: string | undefined;
  /** All of these. */
  tags?: readonly string[] | undefined;
  /** Milliseconds since 1970, inclusive. */
  since?: number | undefined;
  /** Milliseconds since 1970, exclusive. */
  until?: number | undefined;
}

export interface VectorHit {
  id: string;
  /** Cosine similarity. */
  score: number;
}

/** The vectors of all kinds in Milvus: an index over what MySQL holds, never the truth. */
export interface VectorIndex {
  /**
   * Creates and loads what is missing. Runs once for a model; later calls are free.
   *
   * @throws VectorError; AppError MODEL_MISMATCH when the vectors there were made by another model
   */
  ensure(model: ModelIdentity): Promise<void>;

  /** Writes by id: a second time changes nothing. @throws VectorError */
  upsert(collection: CollectionKey, records: readonly VectorRecord[]): Promise<void>;

  /** Deletes by id; unknown ids are no error. @throws VectorError */
  remove(collection: CollectionKey, ids: readonly string[]): Promise<void>;

  /** The nearest vectors of one project, best first. @throws VectorError */
  search(
    collection: CollectionKey,
    project: string,
    vector: Float32Array,
    limit: number,
    filter?: VectorFilter,
  ): Promise<VectorHit[]>;

  /** Reads vectors by id, also those just written; unknown ids are left out. @throws VectorError */
  fetch(collection: CollectionKey, ids: readonly string[]): Promise<Map<string, Float32Array>>;

  /**
   * Searches for the neighbours of several vectors at once, also among those just written: slower than search.
   *
   * @returns one list for each vector, best first
   * @throws VectorError
   */
  nearest(
    collection: CollectionKey,
    project: string,
    vectors: readonly Float32Array[],
    limit: number,
  ): Promise<VectorHit[][]>;

  /** Resolves when the server answers. @throws VectorError */
  ping(): Promise<void>;

  close(): Promise<void>;
}

/** Milvus did not do what it was asked. `permanent`: it will not next time either. */
export class VectorError extends Error {
  readonly permanent: boolean;

  constructor(message: string, options: { cause?: unknown; permanent?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.name = 'VectorError';
    this.permanent = options.permanent ?? false;
  }
}
