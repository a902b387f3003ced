import fp from 'fastify-plugin';
import { createErrorFirewall } from '../firewall/create.ts';
import type { ErrorFirewall } from '../firewall/service.ts';

/** `app.firewall`: errors that projects have met, and what helped. */
export default fp(
  async (app) => {
    const { mysql, guards, vectors, embedder, modelGuard, metrics, log } = app;
    const onCommit = app.relay.wake;
    const firewall = createErrorFirewall({
      mysql,
      guards,
      vectors,
      embedder,
      modelGuard,
      metrics,
      log,
      onCommit,
    });
    app.decorate('firewall', firewall);
  },
  { name: 'firewall', dependencies: ['mysql', 'guards', 'vectors', 'embedder', 'metrics', 'relay'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    firewall: ErrorFirewall;
  }
}
