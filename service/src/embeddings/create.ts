import { createBuiltinEmbedder } from './builtin.ts';
import type { Embedder } from './embedder.ts';
import { createOpenAiEmbedder } from './openai.ts';

/** The configuration's `embeddings` section. */
export interface EmbeddingsConfig {
  /** builtin, or openai: any server with that interface. */
  readonly provider: string;
  readonly base_url: string;
  readonly model: string;
  readonly api_key: string;
  readonly timeout_ms: number;
  readonly batch_size: number;
}

/** The configured embedder. Nothing is asked of the server yet. */
export function createEmbedder(config: EmbeddingsConfig): Embedder {
  if (config.provider === 'builtin') return createBuiltinEmbedder();
  return createOpenAiEmbedder({
    baseUrl: config.base_url,
    model: config.model,
    apiKey: config.api_key,
    timeoutMs: config.timeout_ms,
    batchSize: config.batch_size,
  });
}
