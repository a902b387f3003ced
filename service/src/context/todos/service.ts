import type { SqlCondition } from '../../memories/filters.ts';
import { commonConditions, equals } from '../conditions.ts';
import { type ContextDependencies, newEntity } from '../dependencies.ts';
import { createEntities } from '../entities.ts';
import type { TodoService } from '../service.ts';
import { cleaned } from '../texts.ts';
import { filterTime, keptTime } from '../times.ts';
import { todoContent } from './content.ts';
import type { Todo, TodoChanges, TodoInput, TodoQuery, TodoStatus } from './schemas.ts';
import { todoTable } from './table.ts';
import { mostUrgentFirst } from './urgency.ts';

const CLOSED: readonly TodoStatus[] = ['done', 'cancelled'];

export function createTodoService({ mysql, guards }: ContextDependencies): TodoService {
  const todos = createEntities(mysql, todoTable, 'todos', 'TODO_NOT_FOUND');
  return {
    add: async (project, input) => todos.add(draft(project, cleaned(input, guards))),
    get: todos.get,
    list: async (project, query) => {
      const order = query.sort === 'urgency' ? mostUrgentFirst : undefined;
      const { items, nextCursor } = await todos.page(project, query, conditions(project, query), order);
      return { todos: items, nextCursor };
    },
    update: async (project, id, input) => {
      const changes = cleaned(input, guards);
      if (changes.dueAt) changes.dueAt = keptTime('dueAt', changes.dueAt);
      return todos.change(project, id, (todo) => changed(todo, changes));
    },
    remove: (project, id) => todos.remove(project, id),
  };
}

function draft(project: string, input: TodoInput): Todo {
  const { id, now } = newEntity();
  const content = todoContent(input);
  const closedAt = CLOSED.includes(content.status) ? now : null;
  return { id, project, ...content, createdAt: now, updatedAt: now, closedAt };
}

function changed(todo: Todo, changes: TodoChanges): Todo {
  const now = new Date().toISOString();
  const status = changes.status ?? todo.status;
  const closedAt = CLOSED.includes(status) ? (todo.closedAt ?? now) : null;
  return { ...todo, ...changes, updatedAt: now, closedAt };
}

function conditions(project: string, query: TodoQuery): SqlCondition[] {
  const { status, priority, dueBefore } = query;
  const unfinished = status === 'unfinished';
  return [
    ...commonConditions('todo', project, query),
    ...equals('priority', priority),
    ...equals('status', unfinished ? undefined : status),
    ...(unfinished ? [{ sql: "e.status IN ('open', 'in_progress', 'blocked')", values: [] }] : []),
    ...(dueBefore === undefined
      ? []
      : [{ sql: 'e.due_at < ?', values: [filterTime('dueBefore', dueBefore)] }]),
  ];
}
