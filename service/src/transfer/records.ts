import { type Static, Type } from 'typebox';
import {
  Content,
  Importance,
  MemoryId,
  MemoryType,
  SessionId,
  Source,
  Tags,
  Tier,
} from '../memories/schemas.ts';
import { moment, nullable } from '../schema-parts.ts';

const strict = { additionalProperties: false } as const;
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Optional(nullable(schema));

/** A memory as a line of an export. Only kind and content must be there; the rest has the defaults of a store. */
export const MemoryLine = Type.Object(
  {
    kind: Type.Literal('memory'),
    id: Type.Optional(MemoryId),
    tier: Type.Optional(Tier),
    type: Type.Optional(MemoryType),
    content: Content('The text'),
    tags: Type.Optional(Tags('Labels')),
    importance: Type.Optional(Importance('0 to 1')),
    pinned: Type.Optional(Type.Boolean()),
    source: orNull(Source),
    sessionId: orNull(SessionId),
    createdAt: Type.Optional(moment('When it was first stored')),
    updatedAt: Type.Optional(moment('When it was last changed')),
    expiresAt: orNull(moment('When it goes by itself')),
    verifiedAt: orNull(moment('When somebody found it to be true')),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 4_294_967_295 })),
  },
  strict,
);
export type MemoryLine = Static<typeof MemoryLine>;

/** First and last line of an export; an import passes over them. */
export const HeaderLine = Type.Object({ kind: Type.Literal('export') });
export const EndLine = Type.Object({ kind: Type.Literal('end') });

/** The lines of the official memory server's memory.json. */
export const EntityLine = Type.Object(
  {
    type: Type.Literal('entity'),
    name: Type.String({ minLength: 1 }),
    entityType: Type.String(),
    observations: Type.Array(Type.String()),
  },
  strict,
);
export type EntityLine = Static<typeof EntityLine>;

export const RelationLine = Type.Object(
  {
    type: Type.Literal('relation'),
    from: Type.String({ minLength: 1 }),
    to: Type.String({ minLength: 1 }),
    relationType: Type.String({ minLength: 1 }),
  },
  strict,
);
export type RelationLine = Static<typeof RelationLine>;
