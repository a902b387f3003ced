import type { FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';

/** `/metrics` in Prometheus' text format. It has a port of its own, so that no Ingress can show it. */
const metricsRoutes: FastifyPluginAsync<{ registry: Registry }> = async (app, { registry }) => {
  app.get('/metrics', { config: { quiet: true } }, async (_request, reply) => {
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
};

export default metricsRoutes;
