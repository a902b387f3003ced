import { timeOrNull } from '../../database/times.ts';
import { createTable, isoTime, isoTimeOrNull } from '../table.ts';
import type { Todo } from './schemas.ts';

export const todoTable = createTable<Todo>({
  table: 'todos',
  kind: 'todo',
  columns: [
    'title',
    'description',
    'status',
    'priority',
    'due_at',
    'tags',
    'session_id',
    'created_at',
    'updated_at',
    'closed_at',
  ],
  values: (todo) => [
    todo.title,
    todo.description,
    todo.status,
    todo.priority,
    timeOrNull(todo.dueAt),
    JSON.stringify(todo.tags),
    todo.sessionId,
    new Date(todo.createdAt),
    new Date(todo.updatedAt),
    timeOrNull(todo.closedAt),
  ],
  fromRow: (row) => ({
    id: row.id,
    project: row.project_id,
    title: row.title,
    description: row.description,
    status: row.status,
    priority: row.priority,
    dueAt: isoTimeOrNull(row.due_at),
    tags: row.tags,
    sessionId: row.session_id,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTime(row.updated_at),
    closedAt: isoTimeOrNull(row.closed_at),
  }),
  texts: ({ title, description }) => [title, description],
});
