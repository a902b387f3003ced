import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { EmbeddingMetrics } from '../embeddings/embedder.ts';

const BUCKETS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BREAKER = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Metrics of the embedding server and the caches before it. */
export function createEmbeddingMetrics(registry: Registry): EmbeddingMetrics {
  const registers = [registry];
  const looks = new Counter({
    name: 'mcp_embedding_cache_total',
    help: 'Looks into the embedding caches',
    labelNames: ['level', 'result'] as const,
    registers,
  });
  const requests = new Histogram({
    name: 'mcp_embedding_request_seconds',
    help: 'Time of a request to the embedding server, with its retries',
    labelNames: ['ok'] as const,
    buckets: BUCKETS,
    registers,
  });
  const texts = new Counter({
    name: 'mcp_embedding_texts_total',
    help: 'Texts sent to the embedding server',
    registers,
  });
  const breaker = new Gauge({
    name: 'mcp_embedding_breaker_state',
    help: '0: requests go through; 1: trying again; 2: the server is left alone after failures',
    registers,
  });
  breaker.set(BREAKER.closed);
  return {
    embeddingCache: (level, hit) => looks.inc({ level, result: hit ? 'hit' : 'miss' }),
    embeddingRequest(count, seconds, ok) {
      requests.observe({ ok: String(ok) }, seconds);
      texts.inc(count);
    },
    embeddingBreaker: (state) => breaker.set(BREAKER[state]),
  };
}
