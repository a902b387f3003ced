import fp from 'fastify-plugin';
import { within } from '../deadline.ts';
import { createMemoryService, type MemoryService } from '../memories/service.ts';
import { createRelay } from '../outbox/relay.ts';
import { createModelGuard } from '../vectors/guard.ts';

const RELAY_STOP_MS = 5000;

/** `app.memories`, and the relay that carries what it stores to the vectors. The relay runs while the app does. */
export default fp(
  async (app) => {
    const { mysql, redis, vectors, embedder, metrics, events, log, config } = app;
    const guard = createModelGuard({ mysql, embedder, vectors });
    const relay = createRelay({ mysql, embedder, vectors, guard, log, metrics });
    const memories = createMemoryService({
      mysql,
      redis,
      vectors,
      embedder,
      guard,
      log,
      metrics,
      config: config.memory,
      keyPrefix: config.redis.key_prefix,
      onCommit: relay.wake,
      events,
    });
    app.decorate('memories', memories);
    app.addHook('onReady', async () => relay.start());
    app.addHook('onClose', async () => {
      // What is not finished by then is taken over by another process, or by the next start.
      await within(RELAY_STOP_MS, 'stopping the relay', relay.stop()).catch((err: unknown) => {
        log.warn({ err }, 'the relay was left behind');
      });
    });
  },
  { name: 'memories', dependencies: ['mysql', 'redis', 'events', 'vectors', 'embedder', 'metrics'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    memories: MemoryService;
  }
}
