import { type Static, Type } from 'typebox';
import { ProjectId } from '../../memories/schemas.ts';
import { entityId, moment, NextCursor, nullable, paging, strict, text, title, Words } from '../fields.ts';

export const SessionId = entityId('Id of a session, to give as sessionId with what belongs to it');

export const UserId = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9_.:@~+-]+$',
  description: 'Who works; without it the id of the API key',
});

export const Session = Type.Object(
  {
    id: SessionId,
    project: ProjectId,
    userId: Type.String(),
    title: nullable(Type.String()),
    summary: nullable(Type.String({ description: 'What happened and what comes next' })),
    startedAt: moment('When it began (UTC)'),
    endedAt: nullable(moment('When it ended (UTC); null while it is open')),
  },
  { ...strict, description: 'One stretch of work on a project' },
);
export type Session = Static<typeof Session>;

export const StartSession = Type.Object(
  { userId: Type.Optional(UserId), title: Type.Optional(title('What it is about')) },
  strict,
);
export type StartSession = Static<typeof StartSession>;

export const EndSession = Type.Object(
  { summary: Type.Optional(text('What happened and what comes next; the next session reads it')) },
  strict,
);
export type EndSession = Static<typeof EndSession>;

export const SessionChanges = Type.Object(
  {
    title: Type.Optional(nullable(title('What it is about'))),
    summary: Type.Optional(nullable(text('So far'))),
  },
  { ...strict, minProperties: 1 },
);
export type SessionChanges = Static<typeof SessionChanges>;

export const SessionQuery = Type.Object(
  {
    userId: Type.Optional(UserId),
    state: Type.Optional(Type.Enum(['open', 'ended'], { description: 'Default both' })),
    q: Type.Optional(Words),
    ...paging,
  },
  strict,
);
export type SessionQuery = Static<typeof SessionQuery>;

export const SessionPage = Type.Object({ sessions: Type.Array(Session), nextCursor: NextCursor }, strict);
export type SessionPage = Static<typeof SessionPage>;
