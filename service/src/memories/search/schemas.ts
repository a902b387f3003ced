import { type Static, Type } from 'typebox';
import { moment } from '../../schema-parts.ts';
import { filters, LIMITS, Memory, Tier } from '../schemas.ts';

const strict = { additionalProperties: false } as const;

/** Bounds of an answer's results as JSON, in bytes of UTF-8. */
export const ANSWER_BYTES = { min: 1000, max: 10_000_000, fallback: 1_000_000 } as const;

export const ANSWER_TOKENS = { min: 500, max: 1_000_000 } as const;

export const SearchMode = Type.Enum(['vector', 'keyword', 'hybrid'], {
  description:
    'vector: by meaning; keyword: by words; hybrid: both, fused by reciprocal rank, with age, importance and pins',
});
export type SearchMode = Static<typeof SearchMode>;

export const When = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '\\S',
  description:
    'Only memories created then, in words or dates: "yesterday", "last week" (Monday to Sunday), "past 3 days", "since monday", "before 2026-03-01", "March 2026", "过去三天", "上周". Not together with since or until.',
});
export const Timezone = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9_+/:-]+$',
  description: 'Whose days and weeks `when` means: an IANA name such as Asia/Shanghai. Default UTC',
});

export const SearchInput = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: LIMITS.query, pattern: '\\S' }),
    mode: Type.Optional(SearchMode),
    tiers: Type.Optional(Type.Array(Tier, { minItems: 1, maxItems: 3, uniqueItems: true })),
    ...filters,
    when: Type.Optional(When),
    timezone: Type.Optional(Timezone),
    minScore: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description:
          'Only memories whose cosine similarity, or whose share of the query matched, reaches this; in a hybrid search one of the two is enough',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.results, description: 'Default 10' })),
    cursor: Type.Optional(
      Type.String({
        maxLength: 128,
        description: 'nextCursor of the page before, with the same query and filters',
      }),
    ),
    maxBytes: Type.Optional(
      Type.Integer({
        minimum: ANSWER_BYTES.min,
        maximum: ANSWER_BYTES.max,
        description: `Bound of the results as JSON, in bytes; what does not fit is cut or left for the next page. Default ${ANSWER_BYTES.fallback}`,
      }),
    ),
    maxTokens: Type.Optional(
      Type.Integer({
        minimum: ANSWER_TOKENS.min,
        maximum: ANSWER_TOKENS.max,
        description: 'The same bound in tokens of a language model, counted in the vocabulary cl100k_base',
      }),
    ),
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
const Boost = (description: string) =>
  Type.Object({ value: Type.Number({ description }), contribution: Type.Number() }, strict);

export const Explanation = Type.Object(
  {
    vector: Type.Optional(Part),
    keyword: Type.Optional(Part),
    fused: Type.Number({ description: 'Sum of the lists, before age, importance and pin' }),
    recency: Type.Optional(Boost('1 when just created, 0.5 after a half-life')),
    importance: Type.Optional(Boost('The importance of the memory')),
    pin: Type.Optional(Boost('1: pinned')),
  },
  { ...strict, description: 'The parts of the score; their contributions add up to it' },
);
export type Explanation = Static<typeof Explanation>;

export const SearchHit = Type.Object(
  {
    memory: Memory,
    score: Type.Number({ description: 'Comparable within one answer' }),
    excerpted: Type.Optional(
      Type.Boolean({ description: 'true: the text is cut to fit the bounds; GET the memory for all of it' }),
    ),
    explain: Type.Optional(Explanation),
  },
  strict,
);
export type SearchHit = Static<typeof SearchHit>;

const Period = Type.Object(
  {
    since: Type.Optional(moment('Inclusive')),
    until: Type.Optional(moment('Exclusive')),
  },
  { ...strict, description: 'What `when` was understood to mean' },
);

export const SearchResult = Type.Object(
  {
    results: Type.Array(SearchHit),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'null: there is nothing more' }),
    truncated: Type.Boolean({
      description: 'true: maxBytes or maxTokens cut a text or left results for the next page',
    }),
    mode: SearchMode,
    degraded: Type.Boolean({ description: 'true: a part of the search was not available' }),
    unavailable: Type.Array(Type.Enum(['vectors', 'keywords', 'short']), {
      description: 'Which parts were not available',
    }),
    embeddings: Type.Union([Type.Enum(['semantic', 'lexical']), Type.Null()], {
      description:
        'What near means for the vectors: similar in meaning, or only sharing words (the builtin embedder). null: no vectors were used',
    }),
    period: Type.Optional(Period),
  },
  { ...strict, description: 'mode is the one that was carried out' },
);
export type SearchResult = Static<typeof SearchResult>;
