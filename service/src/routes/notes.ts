import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Note, NoteChanges, NoteId, NoteInput, NotePage, NoteQuery } from '../context/notes/schemas.ts';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';

const Project = Type.Object({ project: ProjectId });
const One = Type.Object({ project: ProjectId, id: NoteId });
const tags = ['notes'];

/** Notes of one project: `/projects/{project}/notes`. */
const noteRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { onRequest: [app.requires('read'), app.limit] };
  const write = { onRequest: [app.requires('write'), app.limit] };
  const { notes } = app.projectContext;

  app.post(
    '/',
    {
      ...write,
      schema: {
        tags,
        operationId: 'addNote',
        summary: 'Add a note',
        params: Project,
        body: NoteInput,
        response: answers({ 201: Note }, 413, 415, 422),
      },
    },
    async (request, reply) => {
      const note = await notes.add(request.params.project, request.body);
      return reply.code(201).send(note);
    },
  );

  app.get(
    '/',
    {
      ...read,
      schema: {
        tags,
        operationId: 'listNotes',
        summary: 'List notes, newest first',
        params: Project,
        querystring: NoteQuery,
        response: answers({ 200: NotePage }),
      },
    },
    async (request) => notes.list(request.params.project, request.query),
  );

  app.get(
    '/:id',
    {
      ...read,
      schema: {
        tags,
        operationId: 'getNote',
        summary: 'Get a note',
        params: One,
        response: answers({ 200: Note }, 404),
      },
    },
    async (request) => notes.get(request.params.project, request.params.id),
  );

  app.patch(
    '/:id',
    {
      ...write,
      schema: {
        tags,
        operationId: 'updateNote',
        summary: 'Change a note; what is left out stays',
        params: One,
        body: NoteChanges,
        response: answers({ 200: Note }, 404, 413, 415, 422),
      },
    },
    async (request) => notes.update(request.params.project, request.params.id, request.body),
  );

  app.delete(
    '/:id',
    {
      ...write,
      config: { audit: { action: 'note.delete', when: 'after' } },
      schema: {
        tags,
        operationId: 'deleteNote',
        summary: 'Delete a note',
        params: One,
        response: answers({ 204: Type.Null({ description: 'Deleted' }) }, 404),
      },
    },
    async (request, reply) => {
      await notes.remove(request.params.project, request.params.id);
      return reply.code(204).send(null);
    },
  );
};

export default noteRoutes;
