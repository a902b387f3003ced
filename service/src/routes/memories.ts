import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { answers } from '../http/answers.ts';
import {
  LIMITS,
  ListQuery,
  Memory,
  MemoryId,
  MemoryPage,
  ProjectId,
  StoreInput,
  StoreResult,
} from '../memories/schemas.ts';
import { SearchInput, SearchResult } from '../memories/search/schemas.ts';

const Project = Type.Object({ project: ProjectId });
const One = Type.Object({ project: ProjectId, id: MemoryId });
const StoreHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: LIMITS.idempotencyKey,
      description: 'Repeating a request with the same key gives the first answer again',
    }),
  ),
});
const tags = ['memories'];

/** Memories of one project: `/projects/{project}/memories`. */
const memoryRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { onRequest: [app.requires('read'), app.limit] };
  const write = { onRequest: [app.requires('write'), app.limit] };

  app.post(
    '/',
    {
      ...write,
      schema: {
        tags,
        operationId: 'storeMemory',
        summary: 'Store a memory',
        params: Project,
        headers: StoreHeaders,
        body: StoreInput,
        response: answers({ 200: StoreResult, 201: StoreResult }, 409, 413, 415),
      },
    },
    async (request, reply) => {
      const idempotencyKey = request.headers['idempotency-key'];
      const options = idempotencyKey === undefined ? {} : { idempotencyKey };
      const result = await app.memories.store(request.params.project, request.body, options);
      return reply.code(result.created ? 201 : 200).send(result);
    },
  );

  app.get(
    '/',
    {
      ...read,
      schema: {
        tags,
        operationId: 'listMemories',
        summary: 'List memories, newest first',
        params: Project,
        querystring: ListQuery,
        response: answers({ 200: MemoryPage }),
      },
    },
    async (request) => app.memories.list(request.params.project, request.query),
  );

  app.post(
    '/search',
    {
      ...read,
      schema: {
        tags,
        operationId: 'searchMemories',
        summary: 'Find memories by meaning, by words, or both',
        params: Project,
        body: SearchInput,
        response: answers({ 200: SearchResult }, 413, 415),
      },
    },
    async (request) => app.memories.search(request.params.project, request.body),
  );

  app.get(
    '/:id',
    {
      ...read,
      schema: {
        tags,
        operationId: 'getMemory',
        summary: 'Get a memory',
        params: One,
        response: answers({ 200: Memory }, 404),
      },
    },
    async (request, reply) => {
      const memory = await app.memories.get(request.params.project, request.params.id);
      return reply.header('etag', `"${memory.version}"`).send(memory);
    },
  );

  app.delete(
    '/:id',
    {
      ...write,
      config: { audit: { action: 'memory.delete', when: 'after' } },
      schema: {
        tags,
        operationId: 'deleteMemory',
        summary: 'Delete a memory and every trace of it',
        params: One,
        response: answers({ 204: Type.Null({ description: 'Deleted' }) }, 404),
      },
    },
    async (request, reply) => {
      await app.memories.remove(request.params.project, request.params.id);
      return reply.code(204).send(null);
    },
  );
};

export default memoryRoutes;
