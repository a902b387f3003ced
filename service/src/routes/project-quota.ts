import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';
import { projectQuota, QuotaInput, QuotaReport, setProjectQuota } from '../projects/quota.ts';

const Project = Type.Object({ project: ProjectId });

/** What a project may hold: `/projects/{project}/quota`. */
const projectQuotaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const tags = ['projects'];
  const { quota: defaults } = app.config.memory;

  app.get(
    '/quota',
    {
      onRequest: [app.requires('read'), app.limit],
      schema: {
        tags,
        operationId: 'getQuota',
        summary: 'What a project holds, and may hold',
        params: Project,
        response: answers({ 200: QuotaReport }, 404),
      },
    },
    async (request) => projectQuota(app.mysql, request.params.project, defaults),
  );

  app.patch(
    '/quota',
    {
      onRequest: [app.requiresOperator, app.limit],
      config: { audit: { action: 'project.quota', when: 'first' } },
      schema: {
        tags,
        operationId: 'setQuota',
        summary: 'Give a project bounds of its own; true on every replica within seconds',
        params: Project,
        body: QuotaInput,
        response: answers({ 200: QuotaReport }, 404, 413, 415),
      },
    },
    async (request) => {
      const { project } = request.params;
      await setProjectQuota(app.mysql, project, request.body);
      app.guards.recount(project);
      return projectQuota(app.mysql, project, defaults);
    },
  );
};

export default projectQuotaRoutes;
