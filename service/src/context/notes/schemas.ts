import { type Static, Type } from 'typebox';
import { LIMITS, ProjectId } from '../../memories/schemas.ts';
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
  title,
  Words,
} from '../fields.ts';

export const NoteId = entityId('Id of a note');

const Content = Type.String({
  minLength: 1,
  maxLength: LIMITS.content,
  pattern: '\\S',
  description: 'The text, kept verbatim',
});

export const Note = Type.Object(
  {
    id: NoteId,
    project: ProjectId,
    title: nullable(Type.String()),
    content: Type.String(),
    pinned: Type.Boolean({ description: 'Pinned notes come first when context is assembled' }),
    tags: Type.Array(Type.String()),
    sessionId: nullable(Type.String()),
    createdAt: moment('When it was written (UTC)'),
    updatedAt: moment('When it was last changed (UTC)'),
  },
  { ...strict, description: 'A text about a project that people and agents keep up to date' },
);
export type Note = Static<typeof Note>;

export const NoteInput = Type.Object(
  {
    title: Type.Optional(title('What it is about')),
    content: Content,
    pinned: Type.Optional(Type.Boolean({ description: 'Default false' })),
    tags: Type.Optional(tags('Labels to filter by')),
    sessionId: Type.Optional(SessionLink),
  },
  strict,
);
export type NoteInput = Static<typeof NoteInput>;

export const NoteChanges = Type.Object(
  {
    title: Type.Optional(nullable(title('What it is about'))),
    content: Type.Optional(Content),
    pinned: Type.Optional(Type.Boolean()),
    tags: Type.Optional(tags('Replaces the labels')),
    sessionId: Type.Optional(nullable(SessionLink)),
  },
  { ...strict, minProperties: 1 },
);
export type NoteChanges = Static<typeof NoteChanges>;

export const NoteQuery = Type.Object(
  {
    pinned: Type.Optional(Type.Boolean()),
    tag: Type.Optional(Label),
    sessionId: Type.Optional(SessionLink),
    q: Type.Optional(Words),
    ...paging,
  },
  strict,
);
export type NoteQuery = Static<typeof NoteQuery>;

export const NotePage = Type.Object({ notes: Type.Array(Note), nextCursor: NextCursor }, strict);
export type NotePage = Static<typeof NotePage>;
