import fp from 'fastify-plugin';
import { createEventBus, type EventBus } from '../events/bus.ts';
import { createRedis } from '../stores/redis.ts';

/** `app.events`: what happens, told to every replica. */
export default fp(
  async (app) => {
    const { url, timeout_ms: timeoutMs, ca_file: caFile, key_prefix: keyPrefix } = app.config.redis;
    const subscriber = createRedis(url, {
      name: 'mcp-api-events',
      timeoutMs,
      caFile,
      log: app.log,
      subscribes: true,
    });
    const events = createEventBus({ redis: app.redis, subscriber, keyPrefix, log: app.log });
    app.decorate('events', events);
    app.addHook('onReady', async () => events.start());
    app.addHook('onClose', async () => events.close());
  },
  { name: 'events', dependencies: ['redis'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    events: EventBus;
  }
}
