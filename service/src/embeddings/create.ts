import { Agent } from 'undici';
import { authority } from '../stores/authority.ts';
import { createBuiltinEmbedder } from './builtin.ts';
import { type CachedEmbedder, withCaches } from './cached.ts';
import type { EmbeddingMetrics } from './embedder.ts';
import { createOpenAiEmbeddings } from './openai.ts';
import type { SharedCache } from './shared-cache.ts';

/** The configuration's `embeddings` section. */
export interface EmbeddingsConfig {
  /** builtin, or openai: any server with that interface. */
  readonly provider: string;
  readonly base_url: string;
  readonly model: string;
  readonly api_key: string;
  /** PEM file of the authority that signed the server's certificate; empty = the system's. */
  readonly ca_file?: string;
  readonly timeout_ms: number;
  readonly batch_size: number;
}

export interface EmbedderOptions {
  /** Without it queries are remembered in this process only. */
  shared?: SharedCache;
  metrics?: EmbeddingMetrics;
}

/** The configured embedder. Nothing is asked of the server yet. */
export function createEmbedder(config: EmbeddingsConfig, options: EmbedderOptions = {}): CachedEmbedder {
  // Hashing words is quicker than any cache.
  if (config.provider === 'builtin') return { ...createBuiltinEmbedder(), clear: () => undefined };
  const server = createOpenAiEmbeddings(
    {
      baseUrl: config.base_url,
      model: config.model,
      apiKey: config.api_key,
      ...(config.ca_file ? { dispatcher: new Agent({ connect: authority(config.ca_file) }) } : {}),
      timeoutMs: config.timeout_ms,
      batchSize: config.batch_size,
    },
    options.metrics,
  );
  return withCaches(server, { batchSize: config.batch_size, ...options });
}
