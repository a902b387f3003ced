import { type Static, Type } from 'typebox';
import { COLLECTION_KEYS } from '../vectors/index.ts';

const strict = { additionalProperties: false } as const;

const Collection = Type.Enum([...COLLECTION_KEYS], {
  description: 'mid, long: memories of that tier; errors: error patterns',
});

export const VerifyInput = Type.Object(
  {
    repair: Type.Optional(
      Type.Boolean({ description: 'Bring right what is wrong. Default false: only count' }),
    ),
  },
  strict,
);

export const RebuildInput = Type.Object(
  {
    collections: Type.Optional(
      Type.Array(Collection, {
        minItems: 1,
        uniqueItems: true,
        description: 'Default: all, which a changed embedding model needs',
      }),
    ),
  },
  strict,
);

const Model = Type.Object(
  {
    provider: Type.String(),
    model: Type.String(),
    dimension: Type.Integer(),
    kind: Type.Enum(['semantic', 'lexical'], {
      description:
        'semantic: near means similar in meaning; lexical: near means sharing words (the builtin embedder)',
    }),
  },
  { ...strict, description: 'The configured embedding model' },
);

export const VectorState = Type.Object(
  {
    model: Model,
    matches: Type.Boolean({ description: 'false: the vectors are of another model; rebuild them' }),
    collections: Type.Array(
      Type.Object(
        {
          collection: Collection,
          generation: Type.Union([Type.Integer(), Type.Null()], { description: 'null: not made yet' }),
          model: Type.Union([Type.String(), Type.Null()], { description: 'What made its vectors' }),
        },
        strict,
      ),
    ),
    rebuilding: Type.Boolean({ description: 'true: a rebuild is not finished' }),
  },
  { ...strict, title: 'VectorState' },
);
export type VectorState = Static<typeof VectorState>;
