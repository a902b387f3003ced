import { type Static, Type } from 'typebox';
import { moment } from '../schema-parts.ts';
import {
  Content,
  Importance,
  LIMITS,
  Memory,
  MemoryType,
  SessionId,
  Source,
  Tags,
  TtlSeconds,
} from './schemas.ts';

const strict = { additionalProperties: false } as const;

const changes = {
  content: Type.Optional(Content('The new text, kept verbatim. It ends an earlier verification.')),
  type: Type.Optional(MemoryType),
  tags: Type.Optional(Tags('All labels it is to have')),
  importance: Type.Optional(Importance('0 to 1')),
  pinned: Type.Optional(
    Type.Boolean({ description: 'true: it never expires and an end that was set is taken away' }),
  ),
  source: Type.Optional(Type.Union([Source, Type.Null()])),
  sessionId: Type.Optional(Type.Union([SessionId, Type.Null()])),
  ttlSeconds: Type.Optional(
    Type.Union([TtlSeconds('How long it lives from now on; short and mid tier'), Type.Null()], {
      description: 'null: a mid memory stays; refused for the short tier',
    }),
  ),
  verifiedAt: Type.Optional(
    Type.Union([moment('When somebody found it to be true, not in the future'), Type.Null()]),
  ),
};

/** What to change; a field that is left out stays as it is. */
export const UpdateInput = Type.Object(changes, { ...strict, minProperties: 1 });
export type UpdateInput = Static<typeof UpdateInput>;

export const IfVersion = Type.Integer({
  minimum: 1,
  maximum: 4_294_967_295,
  description: 'Change it only if it still has this version',
});

/** UpdateInput with the version it is meant for, for callers without an If-Match header. */
export const UpdateRequest = Type.Object(
  { ...changes, ifVersion: Type.Optional(IfVersion) },
  { ...strict, minProperties: 1 },
);
export type UpdateRequest = Static<typeof UpdateRequest>;

export const DurableTier = Type.Enum(['mid', 'long'], { description: 'Memories only rise' });
export type DurableTier = Static<typeof DurableTier>;

export const PromoteInput = Type.Object({ tier: DurableTier }, strict);
export type PromoteInput = Static<typeof PromoteInput>;

export const HistoryQuery = Type.Object(
  {
    cursor: Type.Optional(Type.String({ maxLength: 64, description: 'nextCursor of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.versions, description: 'Default 10' })),
  },
  strict,
);
export type HistoryQuery = Static<typeof HistoryQuery>;

export const HistoryEvent = Type.Enum(['stored', 'updated', 'promoted', 'restored'], {
  description: 'What made this version',
});
export type HistoryEvent = Static<typeof HistoryEvent>;

export const MemoryVersion = Type.Object(
  { event: HistoryEvent, at: moment('When it became so (UTC)'), memory: Memory },
  { ...strict, description: 'A memory as it was at memory.version' },
);
export type MemoryVersion = Static<typeof MemoryVersion>;

export const HistoryPage = Type.Object(
  {
    versions: Type.Array(MemoryVersion, { description: 'Newest first; the first of all is what it is now' }),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'null: this is the last page' }),
  },
  strict,
);
export type HistoryPage = Static<typeof HistoryPage>;

export const RestoreInput = Type.Object(
  { version: Type.Integer({ minimum: 1, maximum: 4_294_967_295, description: 'A version of the history' }) },
  strict,
);
export type RestoreInput = Static<typeof RestoreInput>;

export const RelatedMemory = Type.Object(
  { memory: Memory, similarity: Type.Number({ description: 'Cosine similarity of the two texts' }) },
  strict,
);
export type RelatedMemory = Static<typeof RelatedMemory>;

export const RelatedMemories = Type.Object(
  {
    related: Type.Array(RelatedMemory, { description: 'Near-duplicates of the same project, nearest first' }),
  },
  strict,
);
export type RelatedMemories = Static<typeof RelatedMemories>;
