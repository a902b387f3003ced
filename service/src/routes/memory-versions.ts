import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { AppError } from '../errors.ts';
import { answers } from '../http/answers.ts';
import {
  HistoryPage,
  HistoryQuery,
  PromoteInput,
  RelatedMemories,
  RestoreInput,
  UpdateRequest,
} from '../memories/change-schemas.ts';
import { Memory, MemoryId, ProjectId } from '../memories/schemas.ts';

const One = Type.Object({ project: ProjectId, id: MemoryId });
const UpdateHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      pattern: '^(\\*|"?[1-9]\\d{0,9}"?)$',
      description: 'The ETag of the memory, which is its version: change it only if it still has this one',
    }),
  ),
});
const tags = ['memories'];

/** What becomes of a memory: changes, tiers, history, near-duplicates; `/projects/{project}/memories/{id}`. */
const memoryVersionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { onRequest: [app.requires('read'), app.limit] };
  const write = { onRequest: [app.requires('write'), app.limit] };

  app.patch(
    '/:id',
    {
      ...write,
      schema: {
        tags,
        summary: 'Change a memory',
        operationId: 'updateMemory',
        params: One,
        headers: UpdateHeaders,
        body: UpdateRequest,
        response: answers({ 200: Memory }, 404, 409, 413, 415),
      },
    },
    async (request, reply) => {
      const { ifVersion, ...input } = request.body;
      const version = wantedVersion(request.headers['if-match'], ifVersion);
      const { project, id } = request.params;
      const memory = await app.memories.update(project, id, input, version ? { ifVersion: version } : {});
      return reply.header('etag', `"${memory.version}"`).send(memory);
    },
  );

  app.post(
    '/:id/promote',
    {
      ...write,
      schema: {
        tags,
        summary: 'Lift a memory to a higher tier',
        operationId: 'promoteMemory',
        params: One,
        body: PromoteInput,
        response: answers({ 200: Memory }, 404, 409, 413, 415),
      },
    },
    async ({ params, body }) => app.memories.promote(params.project, params.id, body.tier),
  );

  app.get(
    '/:id/history',
    {
      ...read,
      schema: {
        tags,
        summary: 'List the versions of a memory, newest first',
        operationId: 'listMemoryVersions',
        params: One,
        querystring: HistoryQuery,
        response: answers({ 200: HistoryPage }, 404),
      },
    },
    async ({ params, query }) => app.memories.history(params.project, params.id, query),
  );

  app.post(
    '/:id/restore',
    {
      ...write,
      schema: {
        tags,
        summary: 'Give a memory the text and fields of an earlier version',
        operationId: 'restoreMemory',
        params: One,
        body: RestoreInput,
        response: answers({ 200: Memory }, 404, 409, 413, 415),
      },
    },
    async ({ params, body }) => app.memories.restore(params.project, params.id, body.version),
  );

  app.get(
    '/:id/related',
    {
      ...read,
      schema: {
        tags,
        summary: 'List memories that say nearly the same',
        operationId: 'listRelatedMemories',
        params: One,
        response: answers({ 200: RelatedMemories }, 404),
      },
    },
    async ({ params }) => ({ related: await app.memories.related(params.project, params.id) }),
  );
};

/** @throws AppError INVALID_REQUEST when header and body ask for different ones */
function wantedVersion(header: string | undefined, body: number | undefined): number | undefined {
  const fromHeader = header === undefined || header === '*' ? undefined : Number(header.replaceAll('"', ''));
  if (fromHeader !== undefined && body !== undefined && fromHeader !== body) {
    throw new AppError('INVALID_REQUEST', { message: 'If-Match and ifVersion name different versions' });
  }
  return fromHeader ?? body;
}

export default memoryVersionRoutes;
