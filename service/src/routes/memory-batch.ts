import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';
import { BatchInput, BatchResult, storeBatch } from '../transfer/batch.ts';

/** A hundred long Chinese texts fit. */
const MAX_BYTES = 33_554_432;

/** Several memories in one request: `/projects/{project}/memories:batch`. */
const memoryBatchRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    // A single colon would begin a parameter.
    '/memories::batch',
    {
      onRequest: [app.requires('write'), app.limit],
      bodyLimit: MAX_BYTES,
      schema: {
        tags: ['memories'],
        operationId: 'storeMemories',
        summary: 'Store up to 100 memories, each with its own result',
        params: Type.Object({ project: ProjectId }),
        body: BatchInput,
        response: answers({ 200: BatchResult }, 413, 415),
      },
    },
    async (request) => storeBatch(app.memories, request.params.project, request.body),
  );
};

export default memoryBatchRoutes;
