import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });

export const CacheStats = Type.Object(
  {
    cache: Type.String({ description: 'memories or searches' }),
    l1: Type.Object(
      {
        entries: Count,
        bytes: Count,
        maxEntries: Count,
        maxBytes: Count,
        hits: Count,
        misses: Count,
        evictions: Count,
      },
      { ...strict, description: 'In the process that answers' },
    ),
    l2: Type.Object(
      { hits: Count, misses: Count },
      { ...strict, description: 'In Redis, asked by this process' },
    ),
  },
  { ...strict, title: 'CacheStats' },
);
export type CacheStats = Static<typeof CacheStats>;

export const CacheAnswer = Type.Object({ caches: Type.Array(CacheStats) }, strict);

export const ClearQuery = Type.Object(
  {
    level: Type.Enum(['l1', 'all'], {
      default: 'all',
      description: 'l1: what the processes keep; all: what is kept in Redis too',
    }),
  },
  strict,
);

export const Cleared = Type.Object(
  {
    level: Type.Enum(['l1', 'all']),
    deleted: Type.Integer({ minimum: 0, description: 'Keys that went from Redis' }),
  },
  strict,
);
