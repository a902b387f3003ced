import { type Static, Type } from 'typebox';
import { moment } from '../schema-parts.ts';

/** Bounds that the schemas, the tables and the vector collections share. Lengths are in characters. */
export const LIMITS = {
  content: 65_536,
  query: 4096,
  tag: 64,
  tags: 32,
  source: 255,
  session: 64,
  page: 100,
  results: 50,
  versions: 20,
  idempotencyKey: 128,
  ttlSeconds: 31_536_000,
} as const;

const strict = { additionalProperties: false } as const;

export const Tier = Type.Enum(['short', 'mid', 'long'], {
  description:
    'short: kept for a session, gone after its TTL; mid: kept, or for its TTL; long: kept for good',
});
export type Tier = Static<typeof Tier>;

/** The name of a project as it stands in a path. */
export const ProjectId = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
  description: 'Letters, digits, dot, underscore and hyphen, 1 to 64 characters',
});

export const MemoryId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'UUID version 7 in lower case',
});

export const MemoryType = Type.String({
  pattern: '^[a-z][a-z0-9_-]{0,31}$',
  description: 'What kind of memory it is, for example note, fact, decision, preference',
});

const Tag = Type.String({ minLength: 1, maxLength: LIMITS.tag, pattern: '\\S' });
export const Tags = (description: string) =>
  Type.Array(Tag, { maxItems: LIMITS.tags, uniqueItems: true, description });
export const SessionId = Type.String({ minLength: 1, maxLength: LIMITS.session, pattern: '^[\\w.:-]+$' });
export const Source = Type.String({ minLength: 1, maxLength: LIMITS.source });

/** What a text may be; kept verbatim. */
export const Content = (description: string) =>
  Type.String({ minLength: 1, maxLength: LIMITS.content, pattern: '\\S', description });
export const Importance = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
export const TtlSeconds = (description: string) =>
  Type.Integer({ minimum: 1, maximum: LIMITS.ttlSeconds, description });

export const Memory = Type.Object(
  {
    id: MemoryId,
    project: ProjectId,
    tier: Tier,
    type: MemoryType,
    content: Type.String({ description: 'The text, exactly as it was stored' }),
    tags: Type.Array(Type.String()),
    importance: Type.Number({ minimum: 0, maximum: 1 }),
    pinned: Type.Boolean(),
    source: Type.Union([Type.String(), Type.Null()]),
    sessionId: Type.Union([Type.String(), Type.Null()]),
    createdAt: moment('When it was first stored (UTC)'),
    updatedAt: moment('When it was last changed (UTC)'),
    expiresAt: Type.Union([moment('When it goes by itself (UTC)'), Type.Null()], {
      description: 'null: it stays. Only short and mid memories go, and never pinned ones.',
    }),
    verifiedAt: Type.Union([moment('When somebody last found it to be true (UTC)'), Type.Null()]),
    version: Type.Integer({ minimum: 1, description: 'Counts the changes; see the history' }),
  },
  strict,
);
export type Memory = Static<typeof Memory>;

export const StoreInput = Type.Object(
  {
    content: Content('The text to remember. It is kept verbatim.'),
    tier: Type.Optional(Tier),
    type: Type.Optional(MemoryType),
    tags: Type.Optional(Tags('Labels to filter by')),
    importance: Type.Optional(Importance('Default 0.5')),
    pinned: Type.Optional(Type.Boolean({ description: 'Never expires, never cleaned up. Default false' })),
    source: Type.Optional(Source),
    sessionId: Type.Optional(SessionId),
    ttlSeconds: Type.Optional(
      TtlSeconds('How long a short or mid memory lives. Refused for the long tier and for pinned ones.'),
    ),
  },
  strict,
);
/** Defaults: tier mid, type note. */
export type StoreInput = Static<typeof StoreInput>;

export const StoreResult = Type.Object(
  {
    memory: Memory,
    created: Type.Boolean({ description: 'false: the project had this text already' }),
  },
  strict,
);
export type StoreResult = Static<typeof StoreResult>;

/** What memories are listed and searched by. */
export const filters = {
  type: Type.Optional(MemoryType),
  tags: Type.Optional(Tags('Only memories that have all of these')),
  since: Type.Optional(moment('Only memories created at this time or later')),
  until: Type.Optional(moment('Only memories created before this time')),
  sessionId: Type.Optional(SessionId),
  source: Type.Optional(Source),
  pinned: Type.Optional(Type.Boolean({ description: 'Only memories that are pinned, or only others' })),
  verifiedSince: Type.Optional(moment('Only memories verified at this time or later')),
};

export const ListQuery = Type.Object(
  {
    tier: Type.Optional(Tier),
    ...filters,
    cursor: Type.Optional(Type.String({ maxLength: 256, description: 'nextCursor of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.page, description: 'Default 20' })),
  },
  strict,
);
export type ListQuery = Static<typeof ListQuery>;

export const MemoryPage = Type.Object(
  {
    memories: Type.Array(Memory),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'null: this is the last page' }),
  },
  strict,
);
export type MemoryPage = Static<typeof MemoryPage>;
