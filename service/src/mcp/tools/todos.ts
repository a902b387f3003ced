import { Type } from 'typebox';
import { Todo, TodoChanges, TodoId, TodoInput, TodoPage, TodoQuery } from '../../context/todos/schemas.ts';
import { fittingItem, fittingPage } from '../answer/page.ts';
import { object, shown } from '../answer/schemas.ts';
import { changesOf } from '../changes.ts';
import { ADDS, defineTool, ProjectInput, projectOf, READS, REPLACES } from '../tool.ts';

export const todoAdd = defineTool({
  name: 'todo_add',
  title: 'Add a todo',
  description: 'Adds something to do, which stays until it is done or cancelled.',
  scope: 'write',
  annotations: ADDS,
  input: object({ project: ProjectInput, ...TodoInput.properties }),
  output: shown(Todo),
  run: async (context, { project, ...input }) =>
    fittingItem(await context.projectContext.todos.add(projectOf(context, project), input)),
});

export const todoUpdate = defineTool({
  name: 'todo_update',
  title: 'Change a todo',
  description: 'Changes the fields that are given, for example status to done; the others stay.',
  scope: 'write',
  annotations: REPLACES,
  input: object({ project: ProjectInput, id: TodoId, ...TodoChanges.properties }),
  output: shown(Todo),
  run: async (context, { project, id, ...changes }) =>
    fittingItem(
      await context.projectContext.todos.update(
        projectOf(context, project),
        id,
        changesOf(TodoChanges, changes),
      ),
    ),
});

export const todoList = defineTool({
  name: 'todo_list',
  title: 'List todos',
  description:
    'Lists todos; status "unfinished" gives those that are still to be done. Pass nextCursor as cursor to go on.',
  scope: 'read',
  annotations: READS,
  input: object({ project: ProjectInput, ...TodoQuery.properties }),
  output: object({ ...TodoPage.properties, todos: Type.Array(shown(Todo)) }),
  run: (context, { project, ...query }) =>
    fittingPage('todos', query.limit, (limit) =>
      context.projectContext.todos.list(projectOf(context, project), { ...query, limit }),
    ),
});
