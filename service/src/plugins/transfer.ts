import fp from 'fastify-plugin';
import { createShortStore } from '../memories/short-store.ts';
import type { ImportDependencies } from '../transfer/write-memories.ts';

/** `app.transfer`: what exports read from and imports write to. */
export default fp(
  async (app) => {
    const { mysql, redis, events, guards, relay, config } = app;
    app.decorate('transfer', {
      mysql,
      guards,
      short: createShortStore(redis, config.redis.key_prefix),
      shortTtlSeconds: config.memory.short_ttl_seconds,
      publish: events.publish,
      onCommit: relay.wake,
    });
  },
  { name: 'transfer', dependencies: ['mysql', 'redis', 'events', 'guards', 'relay'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    transfer: ImportDependencies;
  }
}
