import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { deleteMatching } from '../forget/delete-matching.ts';
import { forgetPreview } from '../forget/forget-project.ts';
import { forgetJob } from '../forget/job.ts';
import { DeleteInput, DeleteReport, ForgetQuery, ForgetReport } from '../forget/schemas.ts';
import { answers } from '../http/answers.ts';
import { JobRecord } from '../jobs/schemas.ts';
import { startAndWait } from '../jobs/start-and-wait.ts';
import { ProjectId } from '../memories/schemas.ts';

const Project = Type.Object({ project: ProjectId });
/** A client waits this long; what takes longer goes on as a job. */
const WAIT_MS = 10_000;

/** Deletion of many things at once: `/projects/{project}` and `/projects/{project}/memories/delete`. */
const forgetRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.delete(
    '/',
    {
      onRequest: [app.requires('admin'), app.limit],
      config: { audit: { action: 'project.forget', when: 'first' } },
      schema: {
        tags: ['projects'],
        operationId: 'forgetProject',
        summary: 'Forget a project: every trace of it in every store, its API keys included',
        params: Project,
        querystring: ForgetQuery,
        response: answers({ 200: ForgetReport, 202: JobRecord }, 409),
      },
    },
    async (request, reply) => {
      const { project } = request.params;
      if (request.query.dryRun) return forgetPreview(app.forgetting, project);
      const outcome = await startAndWait(app.jobs, forgetJob(app.forgetting, project), WAIT_MS);
      if ('result' in outcome) return outcome.result;
      return reply.code(202).send(outcome.record);
    },
  );

  app.post(
    '/memories/delete',
    {
      onRequest: [app.requires('write'), app.limit],
      config: { audit: { action: 'memories.delete', when: 'after' } },
      schema: {
        tags: ['memories'],
        operationId: 'deleteMemories',
        summary: 'Delete the memories that a filter finds',
        params: Project,
        body: DeleteInput,
        response: answers({ 200: DeleteReport }, 413, 415),
      },
    },
    async (request) => deleteMatching(app.memories, request.params.project, request.body),
  );
};

export default forgetRoutes;
