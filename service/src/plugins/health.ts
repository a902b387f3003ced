import { once } from 'node:events';
import fp from 'fastify-plugin';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { within } from '../deadline.ts';

const CHECK_TIMEOUT_MS = 1500;
const CACHE_MS = 1000;

export interface Checks {
  database: boolean;
  redis: boolean;
  milvus: boolean;
}

export interface Health {
  status: 'healthy' | 'unhealthy';
  checks: Checks;
  timestamp: string;
}

/** Answers when Redis does; a connection that is being made is waited for. */
async function pingRedis(redis: Redis): Promise<void> {
  if (redis.status === 'connecting' || redis.status === 'connect') await once(redis, 'ready');
  await redis.ping();
}

/**
 * `app.health()` asks the stores, each within 1.5 s; concurrent callers share one round and the answer serves for
 * a second. `app.draining` turns true when the process is about to stop.
 */
export default fp(
  async (app) => {
    const ask = async (name: string, check: () => Promise<unknown>) => {
      try {
        await within(CHECK_TIMEOUT_MS, name, check());
        return true;
      } catch (error) {
        app.log.debug({ err: error, store: name }, 'health check failed');
        return false;
      }
    };
    const round = async (): Promise<Health> => {
      const [database, state, cache, milvus] = await Promise.all([
        ask('database', () => app.mysql.query('SELECT 1')),
        ask('redis', () => pingRedis(app.redis)),
        app.redisCache === app.redis || ask('redis cache', () => pingRedis(app.redisCache)),
        ask('milvus', () => app.vectors.ping()),
      ]);
      const checks = { database, redis: state && cache, milvus };
      const status = Object.values(checks).every(Boolean) ? 'healthy' : 'unhealthy';
      return { status, checks, timestamp: new Date().toISOString() };
    };
    const rounds = new LRUCache<string, Health>({ max: 1, ttl: CACHE_MS, fetchMethod: round });
    app.decorate('health', () => rounds.forceFetch('health'));
    app.decorate('drain', { started: false });
    // Clients with a connection that stays open are asked to open their next one elsewhere.
    app.addHook('onSend', (_request, reply, payload, next) => {
      if (app.drain.started) reply.header('connection', 'close');
      next(null, payload);
    });
  },
  { name: 'health', dependencies: ['mysql', 'redis', 'vectors'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    health(): Promise<Health>;
    /** `started` turns true when the process is about to stop: readiness goes, connections are let go. */
    drain: { started: boolean };
  }
}
