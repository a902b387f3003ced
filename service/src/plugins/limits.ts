import rateLimit from '@fastify/rate-limit';
import type { preHandlerAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { AppError } from '../errors.ts';
import { countAhead } from '../http/ahead-counter.ts';
import { limiterStore } from '../http/limiter-store.ts';
import { windowCounter } from '../http/window-counter.ts';

const MINUTE_MS = 60_000;

/**
 * `app.limit`: a hook that counts the request against its key's minute in Redis and answers 429 with Retry-After
 * beyond `api.rate_limit`; below half of it nobody waits for Redis. While Redis does not answer, each process counts for itself.
 */
export default fp(
  async (app) => {
    const max = () => app.live.current.api.rate_limit;
    await app.register(rateLimit, {
      global: false,
      max,
      timeWindow: MINUTE_MS,
      store: limiterStore(
        countAhead(
          windowCounter(app.redis, `${app.config.redis.key_prefix}limit:`, app.metrics.limiterFallback),
          max,
        ),
      ),
      keyGenerator: (request) => request.principal?.keyId ?? request.ip,
      allowList: () => max() === 0,
      errorResponseBuilder: () => new AppError('RATE_LIMITED'),
    });
    app.decorate('limit', app.rateLimit());
  },
  { name: 'limits', dependencies: ['redis', 'live', 'metrics'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    limit: preHandlerAsyncHookHandler;
  }
}
