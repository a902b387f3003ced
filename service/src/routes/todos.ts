import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Todo, TodoChanges, TodoId, TodoInput, TodoPage, TodoQuery } from '../context/todos/schemas.ts';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';

const Project = Type.Object({ project: ProjectId });
const One = Type.Object({ project: ProjectId, id: TodoId });
const tags = ['todos'];

/** Todos of one project: `/projects/{project}/todos`. */
const todoRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { onRequest: [app.requires('read'), app.limit] };
  const write = { onRequest: [app.requires('write'), app.limit] };
  const { todos } = app.projectContext;

  app.post(
    '/',
    {
      ...write,
      schema: {
        tags,
        operationId: 'addTodo',
        summary: 'Add a todo',
        params: Project,
        body: TodoInput,
        response: answers({ 201: Todo }, 413, 415, 422),
      },
    },
    async (request, reply) => {
      const todo = await todos.add(request.params.project, request.body);
      return reply.code(201).send(todo);
    },
  );

  app.get(
    '/',
    {
      ...read,
      schema: {
        tags,
        operationId: 'listTodos',
        summary: 'List todos',
        params: Project,
        querystring: TodoQuery,
        response: answers({ 200: TodoPage }),
      },
    },
    async (request) => todos.list(request.params.project, request.query),
  );

  app.get(
    '/:id',
    {
      ...read,
      schema: {
        tags,
        operationId: 'getTodo',
        summary: 'Get a todo',
        params: One,
        response: answers({ 200: Todo }, 404),
      },
    },
    async (request) => todos.get(request.params.project, request.params.id),
  );

  app.patch(
    '/:id',
    {
      ...write,
      schema: {
        tags,
        operationId: 'updateTodo',
        summary: 'Change a todo; what is left out stays',
        params: One,
        body: TodoChanges,
        response: answers({ 200: Todo }, 404, 413, 415, 422),
      },
    },
    async (request) => todos.update(request.params.project, request.params.id, request.body),
  );

  app.delete(
    '/:id',
    {
      ...write,
      config: { audit: { action: 'todo.delete', when: 'after' } },
      schema: {
        tags,
        operationId: 'deleteTodo',
        summary: 'Delete a todo',
        params: One,
        response: answers({ 204: Type.Null({ description: 'Deleted' }) }, 404),
      },
    },
    async (request, reply) => {
      await todos.remove(request.params.project, request.params.id);
      return reply.code(204).send(null);
    },
  );
};

export default todoRoutes;
