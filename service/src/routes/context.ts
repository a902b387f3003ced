import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ContextInput, ProjectBriefing } from '../context/assembly/schemas.ts';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';

/** What is worth knowing about a project: `/projects/{project}/context`. */
const contextRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/',
    {
      onRequest: [app.requires('read'), app.limit],
      schema: {
        tags: ['context'],
        operationId: 'buildContext',
        summary: 'Assemble what is worth knowing before work goes on, within a budget of tokens',
        params: Type.Object({ project: ProjectId }),
        body: ContextInput,
        response: answers({ 200: ProjectBriefing }, 413, 415),
      },
    },
    async (request) => app.projectContext.build(request.params.project, request.body),
  );
};

export default contextRoutes;
