import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { AppError } from '../errors.ts';
import { answers } from '../http/answers.ts';
import { JobId, JobQuery, JobRecord } from '../jobs/schemas.ts';

const Jobs = Type.Object({ jobs: Type.Array(JobRecord) }, { additionalProperties: false });
const One = Type.Object({ id: JobId });

/** The background jobs: `/admin/jobs`. A key that is bound to a project sees the jobs of that project only. */
const adminJobRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const admin = { onRequest: [app.requires('admin'), app.limit] };
  const tags = ['admin'];

  app.get(
    '/',
    {
      ...admin,
      schema: {
        tags,
        operationId: 'listJobs',
        summary: 'List background jobs, newest first',
        querystring: JobQuery,
        response: answers({ 200: Jobs }),
      },
    },
    async (request) => {
      const only = request.principal?.project;
      return { jobs: await app.jobs.list({ ...request.query, ...(only ? { project: only } : {}) }) };
    },
  );

  app.get(
    '/:id',
    {
      ...admin,
      schema: {
        tags,
        operationId: 'getJob',
        summary: 'Get a background job: how far it is, or how it ended',
        params: One,
        response: answers({ 200: JobRecord }, 404),
      },
    },
    async (request) => {
      const job = await app.jobs.get(request.params.id);
      const only = request.principal?.project ?? null;
      if (!job || (only !== null && job.project !== only)) throw new AppError('JOB_NOT_FOUND');
      return job;
    },
  );
};

export default adminJobRoutes;
