import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

const Health = Type.Object(
  {
    status: Type.Enum(['healthy', 'unhealthy']),
    checks: Type.Object({ database: Type.Boolean(), redis: Type.Boolean(), milvus: Type.Boolean() }),
    timestamp: Type.String({ format: 'date-time' }),
  },
  { additionalProperties: false },
);
const State = Type.Object({ status: Type.String() });

const probe = { config: { quiet: true } } as const;
const open = { tags: ['system'], security: [] };

/** `/health` tells about the stores; `/live` and `/ready` are for the kubelet. None needs a key. */
const systemRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/health',
    {
      ...probe,
      schema: {
        ...open,
        operationId: 'getHealth',
        summary: 'Whether every store answers',
        response: { 200: Health, 503: { ...Health, description: 'A store does not answer' } },
      },
    },
    async (_request, reply) => {
      const health = await app.health();
      return reply
        .code(health.status === 'healthy' ? 200 : 503)
        .header('cache-control', 'no-store')
        .send(health);
    },
  );

  app.get(
    '/live',
    {
      ...probe,
      schema: {
        ...open,
        operationId: 'getLive',
        summary: 'Whether the process works',
        response: { 200: State },
      },
    },
    async () => ({ status: 'live' }),
  );

  app.get(
    '/ready',
    {
      ...probe,
      schema: {
        ...open,
        operationId: 'getReady',
        summary: 'Whether requests should come here',
        response: { 200: State, 503: { ...State, description: 'Draining, or without its database' } },
      },
    },
    async (_request, reply) => {
      if (app.drain.started) return reply.code(503).send({ status: 'draining' });
      // Without Redis or Milvus the service still answers, degraded; without MySQL it cannot.
      const { checks } = await app.health();
      return checks.database ? { status: 'ready' } : reply.code(503).send({ status: 'no database' });
    },
  );
};

export default systemRoutes;
