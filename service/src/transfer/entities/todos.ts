import { keptTime } from '../../context/times.ts';
import { todoContent } from '../../context/todos/content.ts';
import type { Todo } from '../../context/todos/schemas.ts';
import { todoTable } from '../../context/todos/table.ts';
import type { EntityKind } from './entity.ts';
import { TodoLine } from './lines.ts';
import { sessionAt, sessionMention, tableEntity, tableSource } from './table-entity.ts';

export const todos: EntityKind = {
  kind: 'todo',
  schema: TodoLine,
  source: tableSource('todo', todoTable),
  read(project, line: TodoLine) {
    const todo: Todo = {
      id: line.id,
      project,
      ...todoContent(line),
      createdAt: keptTime('createdAt', line.createdAt),
      updatedAt: keptTime('updatedAt', line.updatedAt),
      closedAt: line.closedAt ? keptTime('closedAt', line.closedAt) : null,
    };
    return tableEntity('todo', todoTable, todo, sessionMention(todo.sessionId), (same, places) => ({
      ...same,
      sessionId: sessionAt(same.sessionId, places),
    }));
  },
};
