import fp from 'fastify-plugin';
import { createProjectContext } from '../context/create.ts';
import type { ProjectContext } from '../context/service.ts';

/** `app.projectContext`: sessions, todos, decisions, notes, and context made of them and the memories. */
export default fp(
  async (app) => {
    const { mysql, guards, metrics, memories } = app;
    app.decorate('projectContext', createProjectContext({ mysql, guards, metrics }, memories));
  },
  { name: 'project-context', dependencies: ['mysql', 'guards', 'metrics', 'memories'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    projectContext: ProjectContext;
  }
}
