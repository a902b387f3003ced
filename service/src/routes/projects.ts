import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { answers } from '../http/answers.ts';
import type { Principal } from '../http/principal.ts';
import { ProjectPage, ProjectQuery, projectPage } from '../projects/page.ts';

/** The projects that a key can see. */
const projectRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      onRequest: [app.requires('read'), app.limit],
      schema: {
        tags: ['projects'],
        operationId: 'listProjects',
        summary: 'List projects by name',
        querystring: ProjectQuery,
        response: answers({ 200: ProjectPage }),
      },
    },
    async (request) => projectPage(app.mysql, request.principal as Principal, request.query),
  );
};

export default projectRoutes;
