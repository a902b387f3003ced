/** Which model made a vector. Vectors of two identities are never compared. */
export interface ModelIdentity {
  provider: 'openai' | 'builtin';
  model: string;
  dimension: number;
  /** semantic: near means similar in meaning; lexical: near means sharing words. */
  kind: 'semantic' | 'lexical';
}

/** Turns texts into vectors of length 1. */
export interface Embedder {
  /**
   * What makes the vectors; asks the server for the dimension at the first call.
   *
   * @throws EmbeddingError when the server does not answer
   */
  identity(): Promise<ModelIdentity>;

  /**
   * One vector per text, in their order. Texts longer than the model reads are cut.
   *
   * @throws EmbeddingError
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;

  /** The vector of one search query. Cached, and asked together with others. @throws EmbeddingError */
  embedQuery(text: string): Promise<Float32Array>;

  /**
   * Tells that embedQuery is likely to be asked for this text in a moment, so that work on it can begin. Never fails.
   */
  expectQuery(text: string): void;

  /** The vector of PROBE_TEXT, always asked anew: it tells whether the model is still the same. @throws EmbeddingError */
  probe(): Promise<Float32Array>;
}

export const PROBE_TEXT = 'The quick brown fox jumps over the lazy dog. 敏捷的棕色狐狸跳过懒狗。';

/** What an embedder tells about its work. */
export interface EmbeddingMetrics {
  /** One look into a cache. */
  embeddingCache(level: 'l1' | 'l2', hit: boolean): void;
  /** One request to the server, with its retries. */
  embeddingRequest(texts: number, seconds: number, ok: boolean): void;
  embeddingBreaker(state: 'closed' | 'half-open' | 'open'): void;
}

/** Embeddings could not be made. `permanent`: the same texts will fail again. */
export class EmbeddingError extends Error {
  readonly permanent: boolean;

  constructor(message: string, options: { cause?: unknown; permanent?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.name = 'EmbeddingError';
    this.permanent = options.permanent ?? false;
  }
}
