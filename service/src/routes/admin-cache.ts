import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { CacheAnswer, Cleared, ClearQuery } from '../cache/schemas.ts';
import { clearRemote } from '../cache/shared.ts';
import { AppError } from '../errors.ts';
import { answers } from '../http/answers.ts';

/** The caches: `/admin/cache`. */
const adminCacheRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const operator = { onRequest: [app.requiresOperator, app.limit] };
  const tags = ['admin'];

  app.get(
    '/',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'getCache',
        summary: 'Show what the caches of the answering process hold and how often they helped',
        response: answers({ 200: CacheAnswer }),
      },
    },
    async () => ({ caches: app.caches.stats() }),
  );

  app.delete(
    '/',
    {
      ...operator,
      config: { audit: { action: 'cache.clear' } },
      schema: {
        tags,
        operationId: 'clearCache',
        summary: 'Empty the caches of every replica',
        querystring: ClearQuery,
        response: answers({ 200: Cleared }),
      },
    },
    async (request) => {
      const { level } = request.query;
      const cleared = level === 'all' ? clearRemote(app.redisCache, app.config.redis.key_prefix) : 0;
      const deleted = await Promise.resolve(cleared).catch((cause: unknown) => {
        throw new AppError('STORE_UNAVAILABLE', { cause });
      });
      app.events.publish({ type: 'cache.cleared', level });
      return { level, deleted };
    },
  );
};

export default adminCacheRoutes;
