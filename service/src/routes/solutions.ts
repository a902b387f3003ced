import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  AddedSolution,
  ErrorId,
  Solution,
  SolutionChanges,
  SolutionId,
  SolutionInput,
  SolutionList,
} from '../firewall/schemas.ts';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';

const OfError = Type.Object({ project: ProjectId, id: ErrorId });
const One = Type.Object({ project: ProjectId, id: ErrorId, solution: SolutionId });
const tags = ['errors'];

/** What helps against an error: `/projects/{project}/errors/{id}/solutions`. */
const solutionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { onRequest: [app.requires('read'), app.limit] };
  const write = { onRequest: [app.requires('write'), app.limit] };
  const { firewall } = app;

  app.post(
    '/',
    {
      ...write,
      schema: {
        tags,
        operationId: 'addSolution',
        summary: 'Add what helps against an error',
        params: OfError,
        body: SolutionInput,
        response: answers({ 200: AddedSolution, 201: AddedSolution }, 404, 413, 415, 422),
      },
    },
    async (request, reply) => {
      const { project, id } = request.params;
      const added = await firewall.addSolution(project, id, request.body);
      return reply.code(added.created ? 201 : 200).send(added);
    },
  );

  app.get(
    '/',
    {
      ...read,
      schema: {
        tags,
        operationId: 'listSolutions',
        summary: 'List what helps against an error, the most promising first',
        params: OfError,
        response: answers({ 200: SolutionList }, 404),
      },
    },
    async (request) => {
      const { project, id } = request.params;
      return { solutions: await firewall.solutions(project, id) };
    },
  );

  app.patch(
    '/:solution',
    {
      ...write,
      schema: {
        tags,
        operationId: 'updateSolution',
        summary: 'Say whether a solution helped, or describe it anew',
        params: One,
        body: SolutionChanges,
        response: answers({ 200: Solution }, 404, 409, 413, 415, 422),
      },
    },
    async (request) => {
      const { project, id, solution } = request.params;
      return firewall.updateSolution(project, id, solution, request.body);
    },
  );

  app.delete(
    '/:solution',
    {
      ...write,
      config: { audit: { action: 'solution.delete', when: 'after' } },
      schema: {
        tags,
        operationId: 'deleteSolution',
        summary: 'Delete a solution',
        params: One,
        response: answers({ 204: Type.Null({ description: 'Deleted' }) }, 404),
      },
    },
    async (request, reply) => {
      const { project, id, solution } = request.params;
      await firewall.removeSolution(project, id, solution);
      return reply.code(204).send(null);
    },
  );
};

export default solutionRoutes;
