import fp from 'fastify-plugin';
import { createGuards, type Guards } from '../guards/guards.ts';

/** `app.guards`: what stands between a request and what is kept. */
export default fp(
  async (app) => {
    const guards = createGuards(app.mysql, app.config.memory);
    app.events.on((event) => {
      if (event.type === 'project.forgotten') guards.recount(event.project);
    });
    app.decorate('guards', guards);
  },
  { name: 'guards', dependencies: ['mysql', 'events'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    guards: Guards;
  }
}
