import fp from 'fastify-plugin';
import type { Redis } from 'ioredis';
import { createRedis } from '../stores/redis.ts';

/**
 * The Redis clients: `app.redis` holds state (limits, the short tier), `app.redisCache` what may be evicted.
 * They are one client where one instance serves both.
 */
export default fp(
  async (app) => {
    const { url, cache_url: cacheUrl, timeout_ms: timeoutMs, ca_file: caFile } = app.config.redis;
    const client = (name: string, address: string) =>
      createRedis(address, { name, timeoutMs, caFile, log: app.log });
    const state = client('mcp-api', url);
    const cache = cacheUrl === '' || cacheUrl === url ? state : client('mcp-api-cache', cacheUrl);
    app.decorate('redis', state);
    app.decorate('redisCache', cache);
    app.addHook('onClose', async () => {
      for (const client of new Set([state, cache])) client.disconnect();
    });
  },
  { name: 'redis' },
);

declare module 'fastify' {
  interface FastifyInstance {
    redis: Redis;
    redisCache: Redis;
  }
}
