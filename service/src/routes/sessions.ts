import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { paging, strict } from '../context/fields.ts';
import {
  EndSession,
  Session,
  SessionChanges,
  SessionId,
  SessionPage,
  SessionQuery,
  StartSession,
} from '../context/sessions/schemas.ts';
import { answers } from '../http/answers.ts';
import type { Principal } from '../http/principal.ts';
import { MemoryPage, ProjectId } from '../memories/schemas.ts';

const Project = Type.Object({ project: ProjectId });
const One = Type.Object({ project: ProjectId, id: SessionId });
const tags = ['sessions'];

/** Sessions of one project: `/projects/{project}/sessions`. */
const sessionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { onRequest: [app.requires('read'), app.limit] };
  const write = { onRequest: [app.requires('write'), app.limit] };
  const { sessions } = app.projectContext;

  app.post(
    '/',
    {
      ...write,
      schema: {
        tags,
        operationId: 'startSession',
        summary: 'Start a session of work',
        params: Project,
        body: StartSession,
        response: answers({ 201: Session }, 413, 415, 422),
      },
    },
    async (request, reply) => {
      const { keyId } = request.principal as Principal;
      const session = await sessions.start(request.params.project, request.body, keyId);
      return reply.code(201).send(session);
    },
  );

  app.get(
    '/',
    {
      ...read,
      schema: {
        tags,
        operationId: 'listSessions',
        summary: 'List sessions, newest first',
        params: Project,
        querystring: SessionQuery,
        response: answers({ 200: SessionPage }),
      },
    },
    async (request) => sessions.list(request.params.project, request.query),
  );

  app.get(
    '/:id',
    {
      ...read,
      schema: {
        tags,
        operationId: 'getSession',
        summary: 'Get a session',
        params: One,
        response: answers({ 200: Session }, 404),
      },
    },
    async (request) => sessions.get(request.params.project, request.params.id),
  );

  app.patch(
    '/:id',
    {
      ...write,
      schema: {
        tags,
        operationId: 'updateSession',
        summary: 'Change a session; what is left out stays',
        params: One,
        body: SessionChanges,
        response: answers({ 200: Session }, 404, 413, 415, 422),
      },
    },
    async (request) => sessions.update(request.params.project, request.params.id, request.body),
  );

  app.post(
    '/:id/end',
    {
      ...write,
      schema: {
        tags,
        operationId: 'endSession',
        summary: 'End a session; one that has ended takes the new summary',
        params: One,
        body: EndSession,
        response: answers({ 200: Session }, 404, 413, 415, 422),
      },
    },
    async (request) => sessions.end(request.params.project, request.params.id, request.body),
  );

  app.get(
    '/:id/memories',
    {
      ...read,
      schema: {
        tags,
        operationId: 'listSessionMemories',
        summary: 'List the memories that were stored with the id of a session, newest first',
        params: One,
        querystring: Type.Object(paging, strict),
        response: answers({ 200: MemoryPage }, 404),
      },
    },
    async (request) => sessions.memories(request.params.project, request.params.id, request.query),
  );

  app.delete(
    '/:id',
    {
      ...write,
      config: { audit: { action: 'session.delete', when: 'after' } },
      schema: {
        tags,
        operationId: 'deleteSession',
        summary: 'Delete a session; what was made in it stays',
        params: One,
        response: answers({ 204: Type.Null({ description: 'Deleted' }) }, 404),
      },
    },
    async (request, reply) => {
      await sessions.remove(request.params.project, request.params.id);
      return reply.code(204).send(null);
    },
  );
};

export default sessionRoutes;
