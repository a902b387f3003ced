import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { answers } from '../http/answers.ts';
import { JobRecord } from '../jobs/schemas.ts';
import { startOrFind } from '../jobs/start-or-find.ts';
import { RebuildInput, VectorState, VerifyInput } from '../reconcile/schemas.ts';
import { vectorState } from '../reconcile/state.ts';

const Running = Type.Object(JobRecord.properties, {
  additionalProperties: false,
  description: 'It is running already',
});
const tags = ['admin'];

/** The vector collections: `/admin/vectors`. */
const adminVectorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const operator = { onRequest: [app.requiresOperator, app.limit] };
  const { mysql, vectors, embedder, modelGuard: guard } = app;

  app.get(
    '/',
    {
      ...operator,
      schema: {
        tags,
        operationId: 'getVectors',
        summary: 'What the vectors are made of, and whether they fit the configured model',
        response: answers({ 200: VectorState }),
      },
    },
    async () => vectorState({ mysql, vectors, embedder, guard }),
  );

  app.post(
    '/verify',
    {
      ...operator,
      config: { audit: { action: 'vectors.verify', when: 'after' } },
      schema: {
        tags,
        operationId: 'verifyVectors',
        summary: 'Compare all vectors with what MySQL says, as a background job',
        body: VerifyInput,
        response: answers({ 200: Running, 202: JobRecord }, 413, 415),
      },
    },
    async (request, reply) => {
      const job = app.vectorJobs.verify({ repair: request.body.repair ?? false });
      const { record, started } = await startOrFind(app.jobs, job);
      return reply.code(started ? 202 : 200).send(record);
    },
  );

  app.post(
    '/rebuild',
    {
      ...operator,
      config: { audit: { action: 'vectors.rebuild', when: 'first' } },
      schema: {
        tags,
        operationId: 'rebuildVectors',
        summary: 'Make all vectors anew while searches go on, as a background job',
        body: RebuildInput,
        response: answers({ 200: Running, 202: JobRecord }, 413, 415),
      },
    },
    async (request, reply) => {
      const job = app.vectorJobs.rebuild(request.body.collections);
      const { record, started } = await startOrFind(app.jobs, job);
      return reply.code(started ? 202 : 200).send(record);
    },
  );
};

export default adminVectorRoutes;
