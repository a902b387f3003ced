import { type Static, Type } from 'typebox';

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
  idempotencyKey: 128,
} as const;

const strict = { additionalProperties: false } as const;
const moment = (description: string) => Type.String({ format: 'date-time', description });

export const Tier = Type.Enum(['short', 'mid', 'long'], {
  description: 'short: kept for a session, gone after its TTL; mid: kept; long: kept for good',
});
export type Tier = Static<typeof Tier>;

export const SearchMode = Type.Enum(['vector', 'keyword', 'hybrid'], {
  description: 'vector: by meaning; keyword: by words; hybrid: both, fused by reciprocal rank',
});
export type SearchMode = Static<typeof SearchMode>;

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
const Tags = (description: string) =>
  Type.Array(Tag, { maxItems: LIMITS.tags, uniqueItems: true, description });
const SessionId = Type.String({ minLength: 1, maxLength: LIMITS.session, pattern: '^[\\w.:-]+$' });
const Source = Type.String({ minLength: 1, maxLength: LIMITS.source });

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
    expiresAt: Type.Union([moment('When a short-tier memory goes (UTC)'), Type.Null()]),
  },
  strict,
);
export type Memory = Static<typeof Memory>;

export const StoreInput = Type.Object(
  {
    content: Type.String({
      minLength: 1,
      maxLength: LIMITS.content,
      pattern: '\\S',
      description: 'The text to remember. It is kept verbatim.',
    }),
    tier: Type.Optional(Tier),
    type: Type.Optional(MemoryType),
    tags: Type.Optional(Tags('Labels to filter by')),
    importance: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'Default 0.5' })),
    pinned: Type.Optional(Type.Boolean({ description: 'Never expires, never cleaned up. Default false' })),
    source: Type.Optional(Source),
    sessionId: Type.Optional(SessionId),
    ttlSeconds: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 31_536_000,
        description: 'Life of a short-tier memory; refused for the other tiers',
      }),
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

const filters = {
  type: Type.Optional(MemoryType),
  tags: Type.Optional(Tags('Only memories that have all of these')),
  since: Type.Optional(moment('Only memories created at this time or later')),
  until: Type.Optional(moment('Only memories created before this time')),
};

export const ListQuery = Type.Object(
  {
    tier: Type.Optional(Tier),
    ...filters,
    sessionId: Type.Optional(SessionId),
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

export const SearchInput = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: LIMITS.query, pattern: '\\S' }),
    mode: Type.Optional(SearchMode),
    tiers: Type.Optional(Type.Array(Tier, { minItems: 1, maxItems: 3, uniqueItems: true })),
    ...filters,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.results, description: 'Default 10' })),
    explain: Type.Optional(Type.Boolean({ description: 'Say how each score came about' })),
  },
  strict,
);
/** Defaults: mode hybrid, all tiers. */
export type SearchInput = Static<typeof SearchInput>;

const Part = Type.Object(
  {
    rank: Type.Integer({ minimum: 1, description: 'Place in this list alone' }),
    score: Type.Number({ description: 'vector: cosine similarity; keyword: share of the query matched' }),
    contribution: Type.Number({ description: 'What it adds to the final score' }),
  },
  strict,
);

export const Explanation = Type.Object(
  { vector: Type.Optional(Part), keyword: Type.Optional(Part) },
  { ...strict, description: 'The parts of the score, by list' },
);
export type Explanation = Static<typeof Explanation>;

export const SearchHit = Type.Object(
  { memory: Memory, score: Type.Number(), explain: Type.Optional(Explanation) },
  strict,
);
export type SearchHit = Static<typeof SearchHit>;

export const SearchResult = Type.Object(
  {
    results: Type.Array(SearchHit),
    mode: SearchMode,
    degraded: Type.Boolean({ description: 'true: a part of the search was not available' }),
    unavailable: Type.Array(Type.Enum(['vectors', 'keywords', 'short']), {
      description: 'Which parts were not available',
    }),
  },
  { ...strict, description: 'mode is the one that was carried out' },
);
export type SearchResult = Static<typeof SearchResult>;
