import { type Static, Type } from 'typebox';
import { ProjectId } from '../memories/schemas.ts';
import { moment } from '../schema-parts.ts';

const strict = { additionalProperties: false } as const;

const Kind = Type.Enum(['memory', 'error'], { description: 'What the vector belongs to' });
const EntityId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'UUID version 7 in lower case',
});
const State = Type.Enum(['pending', 'dead'], {
  description: 'pending: on its way; dead: given up after failures that would not go away',
});

export const OutboxEntry = Type.Object(
  {
    kind: Kind,
    id: EntityId,
    project: ProjectId,
    state: State,
    attempts: Type.Integer({ minimum: 0, description: 'How often it failed' }),
    error: Type.Union([Type.String(), Type.Null()], { description: 'How it failed last' }),
    createdAt: moment('Since when the vector is out of date (UTC)'),
    dueAt: moment('When it is tried next (UTC)'),
  },
  { ...strict, title: 'OutboxEntry', description: 'A vector that is out of date' },
);
export type OutboxEntry = Static<typeof OutboxEntry>;

export const OutboxQuery = Type.Object(
  {
    state: Type.Optional(State),
    kind: Type.Optional(Kind),
    project: Type.Optional(ProjectId),
    cursor: Type.Optional(Type.String({ maxLength: 128, description: 'nextCursor of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Default 20' })),
  },
  strict,
);
export type OutboxQuery = Static<typeof OutboxQuery>;

export const OutboxPage = Type.Object(
  {
    entries: Type.Array(OutboxEntry),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'null: this is the last page' }),
  },
  strict,
);
export type OutboxPage = Static<typeof OutboxPage>;

export const RetryInput = Type.Object(
  {
    kind: Type.Optional(Kind),
    project: Type.Optional(ProjectId),
    ids: Type.Optional(
      Type.Array(EntityId, { minItems: 1, maxItems: 1000, description: 'Only these. Default: all' }),
    ),
  },
  { ...strict, description: 'Which of the entries that were given up' },
);
export type RetryInput = Static<typeof RetryInput>;

export const RetryResult = Type.Object(
  { retried: Type.Integer({ minimum: 0, description: 'Entries that are tried again' }) },
  strict,
);
