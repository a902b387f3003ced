import {
  type Embedder,
  EmbeddingError,
  type EmbeddingMetrics,
  type ModelIdentity,
  PROBE_TEXT,
} from './embedder.ts';
import { type OpenAiClientOptions, requestEmbeddings } from './openai-client.ts';
import { createPolicy } from './policy.ts';

export interface OpenAiOptions extends OpenAiClientOptions {
  /** For one request. */
  timeoutMs: number;
  /** Texts in one request at most. */
  batchSize: number;
}

/**
 * Embeddings from any server with OpenAI's `POST /embeddings`. A request that fails in passing is repeated twice; after
 * five failures in a row the server is left alone for five seconds. Nothing is cached.
 */
export function createOpenAiEmbeddings(
  options: OpenAiOptions,
  metrics?: EmbeddingMetrics,
): Omit<Embedder, 'embedQuery' | 'expectQuery'> {
  const policy = createPolicy(options.timeoutMs, metrics);
  let known: ModelIdentity | undefined;

  const request = async (texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> => {
    const start = performance.now();
    let ok = false;
    try {
      const vectors = await policy((signal) => requestEmbeddings(options, texts, signal), signal);
      ok = true;
      return vectors;
    } finally {
      metrics?.embeddingRequest(texts.length, (performance.now() - start) / 1000, ok);
    }
  };
  const probe = async (): Promise<Float32Array> => {
    const [vector] = await request([PROBE_TEXT]);
    if (!vector) throw new EmbeddingError('the embedding server gave no vector');
    known = { provider: 'openai', model: options.model, dimension: vector.length, kind: 'semantic' };
    return vector;
  };
  return {
    async identity() {
      if (!known) await probe();
      return known as ModelIdentity;
    },
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += options.batchSize) {
        vectors.push(...(await request(texts.slice(start, start + options.batchSize), signal)));
      }
      return vectors;
    },
    probe,
  };
}
