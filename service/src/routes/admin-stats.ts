import { hostname } from 'node:os';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Stats } from '../admin/schemas.ts';
import { statsOf } from '../admin/stats.ts';
import { answers } from '../http/answers.ts';
import { VERSION } from '../version.ts';

/** The state of this replica in numbers, the same as its `/metrics`: `/admin/stats`. */
const adminStatsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      onRequest: [app.requiresOperator, app.limit],
      schema: {
        tags: ['admin'],
        operationId: 'getStats',
        summary: 'The state of the answering replica in numbers',
        response: answers({ 200: Stats }),
      },
    },
    async () =>
      statsOf(await app.metrics.registry.getMetricsAsJSON(), {
        version: VERSION,
        replica: hostname(),
        uptimeSeconds: Math.round(process.uptime()),
      }),
  );
};

export default adminStatsRoutes;
