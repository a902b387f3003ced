import { type Static, type TProperties, Type } from 'typebox';
import {
  DecisionChanges,
  DecisionId,
  DecisionInput,
  DecisionStatus,
} from '../../context/decisions/schemas.ts';
import { moment, nullable, strict } from '../../context/fields.ts';
import { NoteChanges, NoteId, NoteInput } from '../../context/notes/schemas.ts';
import { SessionChanges, SessionId, UserId } from '../../context/sessions/schemas.ts';
import { TodoChanges, TodoId, TodoInput } from '../../context/todos/schemas.ts';
import { ErrorId, RecordError, SolutionId, SolutionInput } from '../../firewall/schemas.ts';

const MAX_COUNT = 4_294_967_295;
const count = Type.Integer({ minimum: 0, maximum: MAX_COUNT });
const optional = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Optional(nullable(schema));

/** Beside what is named here a line has what can be changed of its kind, null where there is nothing. */
const line = <const K extends string, T extends TProperties>(kind: K, properties: T) =>
  Type.Object({ kind: Type.Literal(kind), ...properties }, strict);

const times = { createdAt: moment('When it was added'), updatedAt: moment('When it was last changed') };

export const SessionLine = line('session', {
  ...SessionChanges.properties,
  id: SessionId,
  userId: UserId,
  startedAt: moment('When it began'),
  endedAt: optional(moment('When it ended')),
});
export type SessionLine = Static<typeof SessionLine>;

export const TodoLine = line('todo', {
  ...TodoChanges.properties,
  ...times,
  id: TodoId,
  title: TodoInput.properties.title,
  closedAt: optional(moment('When it was done or cancelled')),
});
export type TodoLine = Static<typeof TodoLine>;

export const DecisionLine = line('decision', {
  ...DecisionChanges.properties,
  ...times,
  id: DecisionId,
  title: DecisionInput.properties.title,
  decision: DecisionInput.properties.decision,
  status: Type.Optional(DecisionStatus),
  supersedes: optional(DecisionId),
  supersededBy: optional(DecisionId),
});
export type DecisionLine = Static<typeof DecisionLine>;

export const NoteLine = line('note', {
  ...NoteChanges.properties,
  ...times,
  id: NoteId,
  content: NoteInput.properties.content,
});
export type NoteLine = Static<typeof NoteLine>;

export const SolutionPart = Type.Object(
  {
    ...times,
    id: SolutionId,
    description: SolutionInput.properties.description,
    successes: Type.Optional(count),
    failures: Type.Optional(count),
    sessionId: optional(RecordError.properties.sessionId),
  },
  strict,
);
export type SolutionPart = Static<typeof SolutionPart>;

/** An error with its solutions. One with many comes in several lines; each adds the solutions it has. */
export const ErrorLine = line('error', {
  id: ErrorId,
  message: RecordError.properties.message,
  type: optional(RecordError.properties.type),
  stack: optional(RecordError.properties.stack),
  tags: RecordError.properties.tags,
  sessionId: optional(RecordError.properties.sessionId),
  occurrences: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_COUNT })),
  firstSeenAt: moment('When it was first met'),
  lastSeenAt: moment('When it was last met'),
  days: Type.Optional(
    Type.Record(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }), count, {
      additionalProperties: false,
      description: 'How often on each day (UTC)',
    }),
  ),
  solutions: Type.Optional(Type.Array(SolutionPart)),
});
export type ErrorLine = Static<typeof ErrorLine>;
