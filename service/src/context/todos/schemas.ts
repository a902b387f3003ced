import { type Static, Type } from 'typebox';
import { ProjectId } from '../../memories/schemas.ts';
import {
  entityId,
  Label,
  moment,
  NextCursor,
  nullable,
  paging,
  SessionLink,
  strict,
  tags,
  text,
  title,
  Words,
} from '../fields.ts';

export const TodoId = entityId('Id of a todo');

/** Those still to be done come first. */
export const TODO_STATUSES = ['open', 'in_progress', 'blocked', 'done', 'cancelled'] as const;
export const TodoStatus = Type.Enum([...TODO_STATUSES]);
export type TodoStatus = (typeof TODO_STATUSES)[number];

export const TODO_PRIORITIES = ['low', 'medium', 'high', 'critical'] as const;
export const TodoPriority = Type.Enum([...TODO_PRIORITIES]);
export type TodoPriority = (typeof TODO_PRIORITIES)[number];

export const Todo = Type.Object(
  {
    id: TodoId,
    project: ProjectId,
    title: Type.String(),
    description: nullable(Type.String()),
    status: TodoStatus,
    priority: TodoPriority,
    dueAt: nullable(moment('When it is due (UTC)')),
    tags: Type.Array(Type.String()),
    sessionId: nullable(Type.String()),
    createdAt: moment('When it was added (UTC)'),
    updatedAt: moment('When it was last changed (UTC)'),
    closedAt: nullable(moment('When it was done or cancelled (UTC)')),
  },
  { ...strict, description: 'Something to do in a project' },
);
export type Todo = Static<typeof Todo>;

export const TodoInput = Type.Object(
  {
    title: title('What is to be done'),
    description: Type.Optional(text('More about it')),
    status: Type.Optional(TodoStatus),
    priority: Type.Optional(TodoPriority),
    dueAt: Type.Optional(moment('When it is due')),
    tags: Type.Optional(tags('Labels to filter by')),
    sessionId: Type.Optional(SessionLink),
  },
  strict,
);
/** Defaults: status open, priority medium. */
export type TodoInput = Static<typeof TodoInput>;

export const TodoChanges = Type.Object(
  {
    title: Type.Optional(title('What is to be done')),
    description: Type.Optional(nullable(text('More about it'))),
    status: Type.Optional(TodoStatus),
    priority: Type.Optional(TodoPriority),
    dueAt: Type.Optional(nullable(moment('When it is due'))),
    tags: Type.Optional(tags('Replaces the labels')),
    sessionId: Type.Optional(nullable(SessionLink)),
  },
  { ...strict, minProperties: 1 },
);
export type TodoChanges = Static<typeof TodoChanges>;

export const TodoQuery = Type.Object(
  {
    status: Type.Optional(
      Type.Enum([...TODO_STATUSES, 'unfinished'], {
        description: 'unfinished: open, in_progress or blocked',
      }),
    ),
    priority: Type.Optional(TodoPriority),
    tag: Type.Optional(Label),
    sessionId: Type.Optional(SessionLink),
    dueBefore: Type.Optional(moment('Only what is due before this time')),
    q: Type.Optional(Words),
    sort: Type.Optional(
      Type.Enum(['urgency', 'newest'], {
        description: 'urgency: by priority, then by when it is due, then oldest first. Default newest',
      }),
    ),
    ...paging,
  },
  strict,
);
export type TodoQuery = Static<typeof TodoQuery>;

export const TodoPage = Type.Object({ todos: Type.Array(Todo), nextCursor: NextCursor }, strict);
export type TodoPage = Static<typeof TodoPage>;
