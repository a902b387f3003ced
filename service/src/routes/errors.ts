import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  ErrorId,
  ErrorPage,
  ErrorPattern,
  ErrorQuery,
  FindErrors,
  RecordError,
  RecordedError,
  SimilarErrors,
} from '../firewall/schemas.ts';
import { ErrorStats, StatsQuery } from '../firewall/stats-schemas.ts';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';

const Project = Type.Object({ project: ProjectId });
const One = Type.Object({ project: ProjectId, id: ErrorId });
const tags = ['errors'];

/** The error firewall of one project: `/projects/{project}/errors`. */
const errorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { onRequest: [app.requires('read'), app.limit] };
  const write = { onRequest: [app.requires('write'), app.limit] };
  const { firewall } = app;

  app.post(
    '/',
    {
      ...write,
      schema: {
        tags,
        operationId: 'recordError',
        summary: 'Record an error: the same but for paths, numbers, times and ids is one pattern',
        params: Project,
        body: RecordError,
        response: answers({ 200: RecordedError, 201: RecordedError }, 413, 415, 422),
      },
    },
    async (request, reply) => {
      const recorded = await firewall.record(request.params.project, request.body);
      return reply.code(recorded.created ? 201 : 200).send(recorded);
    },
  );

  app.get(
    '/',
    {
      ...read,
      schema: {
        tags,
        operationId: 'listErrors',
        summary: 'List error patterns, newest first',
        params: Project,
        querystring: ErrorQuery,
        response: answers({ 200: ErrorPage }),
      },
    },
    async (request) => firewall.list(request.params.project, request.query),
  );

  app.post(
    '/search',
    {
      ...read,
      schema: {
        tags,
        operationId: 'findErrors',
        summary: 'Find the same and similar errors with what helped',
        params: Project,
        body: FindErrors,
        response: answers({ 200: SimilarErrors }, 413, 415),
      },
    },
    async (request) => firewall.findSimilar(request.params.project, request.body),
  );

  app.get(
    '/stats',
    {
      ...read,
      schema: {
        tags,
        operationId: 'getErrorStats',
        summary: 'Count errors, solutions and their outcomes',
        params: Project,
        querystring: StatsQuery,
        response: answers({ 200: ErrorStats }),
      },
    },
    async (request) => firewall.stats(request.params.project, request.query),
  );

  app.get(
    '/:id',
    {
      ...read,
      schema: {
        tags,
        operationId: 'getError',
        summary: 'Get an error pattern',
        params: One,
        response: answers({ 200: ErrorPattern }, 404),
      },
    },
    async (request) => firewall.get(request.params.project, request.params.id),
  );

  app.delete(
    '/:id',
    {
      ...write,
      config: { audit: { action: 'error.delete', when: 'after' } },
      schema: {
        tags,
        operationId: 'deleteError',
        summary: 'Delete an error pattern with its solutions',
        params: One,
        response: answers({ 204: Type.Null({ description: 'Deleted' }) }, 404),
      },
    },
    async (request, reply) => {
      await firewall.remove(request.params.project, request.params.id);
      return reply.code(204).send(null);
    },
  );
};

export default errorRoutes;
