import type { ModelIdentity } from '../embeddings/embedder.ts';

/** What a collection says about the model behind its vectors. */
export type CollectionModel = Pick<ModelIdentity, 'provider' | 'model' | 'dimension'>;

/** The collections, by the names clients of Milvus see (aliases). */
export const COLLECTIONS = {
  mid: 'mid_term_memories',
  long: 'long_term_memories',
  errors: 'error_vectors',
} as const;
export type CollectionKey = keyof typeof COLLECTIONS;
export const COLLECTION_KEYS = Object.keys(COLLECTIONS) as CollectionKey[];

/** One of the collections that have stood, or will stand, behind an alias: a rebuild fills a new one. */
export interface Generation {
  collection: CollectionKey;
  /** 1 is the first. */
  generation: number;
}

/** The collection that is searched, or a certain generation of it. */
export type VectorTarget = CollectionKey | Generation;

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

/** What the index says about one vector. */
export interface IndexedVector {
  id: string;
  project: string;
  /** null: its collection was made before revisions were kept. */
  revision: string | null;
}

export interface ScanRange {
  /** Only ids above this. '' = from the start. */
  after: string;
  /** Only ids up to this. Default: to the end. */
  upTo?: string;
  limit: number;
  /** Waits for everything that was written before. Default false: what was written just now may be missing. */
  complete?: boolean;
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
  upsert(target: VectorTarget, records: readonly VectorRecord[]): Promise<void>;

  /** Deletes by id; unknown ids are no error. @throws VectorError */
  remove(target: VectorTarget, ids: readonly string[]): Promise<void>;

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
   * Searches for the neighbours of several vectors at once, also among those written before the last fetch.
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

  /** Vectors in the order of their ids. @throws VectorError */
  scan(target: VectorTarget, range: ScanRange): Promise<IndexedVector[]>;

  /** Those of the vectors that are there, all writes before included. @throws VectorError */
  revisions(target: VectorTarget, ids: readonly string[]): Promise<IndexedVector[]>;

  /** The collections behind the aliases. */
  readonly generations: VectorGenerations;

  /** Resolves when the server answers. @throws VectorError */
  ping(): Promise<void>;

  close(): Promise<void>;
}

/** The collections that aliases lead to, and those that a rebuild makes or leaves. All throw VectorError. */
export interface VectorGenerations {
  /** The generation that searches see; null before the first. */
  serving(collection: CollectionKey): Promise<{ generation: number; model: CollectionModel } | null>;
  /** All that exist, oldest first. */
  list(collection: CollectionKey): Promise<number[]>;
  /** Creates and loads a generation, unless it is there. @throws AppError MODEL_MISMATCH when it is for another model */
  create(generation: Generation, model: ModelIdentity): Promise<void>;
  /** Lets searches see this generation from now on, with everything that was written to it before. */
  serve(generation: Generation): Promise<void>;
  /** Deletes a generation; one that is not there is no error. */
  drop(generation: Generation): Promise<void>;
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
