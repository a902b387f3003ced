import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { LRUCache } from 'lru-cache';
import { type Embedder, EmbeddingError, type ModelIdentity } from './embedder.ts';
import { type OpenAiClientOptions, requestEmbeddings } from './openai-client.ts';

const RETRIES = 2;
const RETRY_DELAY_MS = 100;
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 5000;
const QUERY_CACHE_BYTES = 8 * 1024 * 1024;

export interface OpenAiOptions extends OpenAiClientOptions {
  /** For one request. */
  timeoutMs: number;
  /** Texts in one request at most. */
  batchSize: number;
}

/**
 * An embedder over any server with OpenAI's `POST /embeddings`. A request that fails in passing is repeated twice;
 * after five failures in a row the server is left alone for five seconds.
 */
export function createOpenAiEmbedder(options: OpenAiOptions): Embedder {
  const passing = handleWhen(
    (error) =>
      !(error instanceof BrokenCircuitError) && !(error instanceof EmbeddingError && error.permanent),
  );
  const policy = wrap(
    retry(passing, {
      maxAttempts: RETRIES,
      backoff: new ExponentialBackoff({ initialDelay: RETRY_DELAY_MS }),
    }),
    circuitBreaker(passing, { halfOpenAfter: OPEN_MS, breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN) }),
    timeout(options.timeoutMs, TimeoutStrategy.Aggressive),
  );
  const request = async (texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> => {
    try {
      return await policy.execute(({ signal }) => requestEmbeddings(options, texts, signal), signal);
    } catch (error) {
      if (error instanceof TaskCancelledError) throw new EmbeddingError('the embedding server is too slow');
      if (error instanceof BrokenCircuitError) throw new EmbeddingError('the embedding server keeps failing');
      throw error;
    }
  };

  let known: ModelIdentity | undefined;
  const learn = (vector: Float32Array): ModelIdentity => {
    known ??= { provider: 'openai', model: options.model, dimension: vector.length, kind: 'semantic' };
    return known;
  };
  const queries = new LRUCache<string, Float32Array>({
    maxSize: QUERY_CACHE_BYTES,
    sizeCalculation: (vector, text) => vector.byteLength + 2 * text.length,
  });

  const embed: Embedder['embed'] = async (texts, signal) => {
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += options.batchSize) {
      vectors.push(...(await request(texts.slice(start, start + options.batchSize), signal)));
    }
    return vectors;
  };
  const embedOne = async (text: string, signal?: AbortSignal): Promise<Float32Array> => {
    const [vector] = await embed([text], signal);
    if (!vector) throw new EmbeddingError('the embedding server gave no vector');
    learn(vector);
    return vector;
  };

  return {
    identity: async () => known ?? learn(await embedOne('dimension')),
    embed,
    async embedQuery(text, signal) {
      const cached = queries.get(text);
      if (cached) return cached;
      const vector = await embedOne(text, signal);
      queries.set(text, vector);
      return vector;
    },
  };
}
