import fp from 'fastify-plugin';
import type { ForgetDependencies } from '../forget/forget-project.ts';

/** `app.forgetting`: what it takes to forget a project. */
export default fp(
  async (app) => {
    const { mysql, redis, events, relay, config } = app;
    app.decorate('forgetting', {
      mysql,
      redis,
      keyPrefix: config.redis.key_prefix,
      publish: events.publish,
      onCommit: relay.wake,
    });
  },
  { name: 'forget', dependencies: ['mysql', 'redis', 'events', 'relay'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    forgetting: ForgetDependencies;
  }
}
