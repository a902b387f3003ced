import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  Decision,
  DecisionChanges,
  DecisionId,
  DecisionInput,
  DecisionPage,
  DecisionQuery,
} from '../context/decisions/schemas.ts';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';

const Project = Type.Object({ project: ProjectId });
const One = Type.Object({ project: ProjectId, id: DecisionId });
const tags = ['decisions'];

/** Decisions of one project: `/projects/{project}/decisions`. */
const decisionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { onRequest: [app.requires('read'), app.limit] };
  const write = { onRequest: [app.requires('write'), app.limit] };
  const { decisions } = app.projectContext;

  app.post(
    '/',
    {
      ...write,
      schema: {
        tags,
        operationId: 'recordDecision',
        summary: 'Record a decision, or one that supersedes another',
        params: Project,
        body: DecisionInput,
        response: answers({ 201: Decision }, 404, 409, 413, 415, 422),
      },
    },
    async (request, reply) => {
      const decision = await decisions.record(request.params.project, request.body);
      return reply.code(201).send(decision);
    },
  );

  app.get(
    '/',
    {
      ...read,
      schema: {
        tags,
        operationId: 'listDecisions',
        summary: 'List decisions, newest first',
        params: Project,
        querystring: DecisionQuery,
        response: answers({ 200: DecisionPage }),
      },
    },
    async (request) => decisions.list(request.params.project, request.query),
  );

  app.get(
    '/:id',
    {
      ...read,
      schema: {
        tags,
        operationId: 'getDecision',
        summary: 'Get a decision',
        params: One,
        response: answers({ 200: Decision }, 404),
      },
    },
    async (request) => decisions.get(request.params.project, request.params.id),
  );

  app.patch(
    '/:id',
    {
      ...write,
      schema: {
        tags,
        operationId: 'updateDecision',
        summary: 'Change a decision; what is left out stays',
        params: One,
        body: DecisionChanges,
        response: answers({ 200: Decision }, 404, 409, 413, 415, 422),
      },
    },
    async (request) => decisions.update(request.params.project, request.params.id, request.body),
  );

  app.delete(
    '/:id',
    {
      ...write,
      config: { audit: { action: 'decision.delete', when: 'after' } },
      schema: {
        tags,
        operationId: 'deleteDecision',
        summary: 'Delete a decision',
        params: One,
        response: answers({ 204: Type.Null({ description: 'Deleted' }) }, 404),
      },
    },
    async (request, reply) => {
      await decisions.remove(request.params.project, request.params.id);
      return reply.code(204).send(null);
    },
  );
};

export default decisionRoutes;
