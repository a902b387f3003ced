import fp from 'fastify-plugin';
import { createMemoryService, type MemoryService } from '../memories/service.ts';

/** `app.memories`. What it stores goes to the vectors through `app.relay`. */
export default fp(
  async (app) => {
    const { mysql, redis, vectors, embedder, metrics, events, guards, log, config } = app;
    const memories = createMemoryService({
      mysql,
      redis,
      vectors,
      embedder,
      guard: app.modelGuard,
      guards,
      log,
      metrics,
      config: config.memory,
      keyPrefix: config.redis.key_prefix,
      onCommit: app.relay.wake,
      events,
      cache: app.caches.memories,
    });
    app.decorate('memories', memories);
  },
  {
    name: 'memories',
    dependencies: ['mysql', 'redis', 'events', 'caches', 'guards', 'vectors', 'embedder', 'metrics', 'relay'],
  },
);

declare module 'fastify' {
  interface FastifyInstance {
    memories: MemoryService;
  }
}
