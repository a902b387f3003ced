import fp from 'fastify-plugin';
import { createEmbedder } from '../embeddings/create.ts';
import type { Embedder } from '../embeddings/embedder.ts';
import { createSharedCache } from '../embeddings/shared-cache.ts';
import { createEmbeddingMetrics } from '../metrics/embeddings.ts';

/** What the process must not remember after it. */
const FORGET = new Set(['cache.cleared', 'project.forgotten', 'bus.resumed']);

/** `app.embedder`: what turns texts into vectors. */
export default fp(
  async (app) => {
    const { embeddings, redis, cache } = app.config;
    const embedder = createEmbedder(embeddings, {
      shared: createSharedCache({
        redis: app.redisCache,
        keyPrefix: redis.key_prefix,
        ttlSeconds: cache.l2_ttl_seconds,
      }),
      metrics: createEmbeddingMetrics(app.metrics.registry),
    });
    app.decorate('embedder', embedder);
    app.metrics.gauge(
      'mcp_embedding_lexical',
      '1: the builtin embedder, which knows words but no meaning',
      () => Number(embeddings.provider === 'builtin'),
    );
    app.events.on(({ type }) => {
      if (FORGET.has(type)) embedder.clear();
    });
  },
  { name: 'embedder', dependencies: ['redis', 'events', 'metrics'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    embedder: Embedder;
  }
}
