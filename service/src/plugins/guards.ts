import fp from 'fastify-plugin';
import { createGuards, type Guards } from '../guards/guards.ts';

/** `app.guards`: what stands between a request and what is kept. */
export default fp(
  async (app) => {
    app.decorate('guards', createGuards(app.mysql, app.config.memory));
  },
  { name: 'guards', dependencies: ['mysql'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    guards: Guards;
  }
}
