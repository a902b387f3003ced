import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

const weight = (fallback: number, description: string) =>
  Type.Number({ minimum: 0, maximum: 10, default: fallback, description });

/**
 * How a hybrid search weighs its parts: the configuration's memory.search. The defaults were chosen on the tuning half
 * of the relevance set (test/relevance).
 */
export const SearchWeights = Type.Object(
  {
    rank_constant: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 60,
      description: 'Of reciprocal rank fusion: the higher, the less the first places differ',
    }),
    vector_weight: weight(1, 'Of the ranking by meaning'),
    vector_weight_unspaced: weight(
      0.05,
      'The same for questions in Chinese, Japanese or Korean, which English embedding models hardly know',
    ),
    vector_exponent: weight(3, 'A cosine weighs (cosine / best cosine) ^ exponent'),
    keyword_weight: weight(3, 'Of the ranking by words'),
    keyword_exponent: weight(1, 'A match of a share of the question weighs share ^ exponent'),
    recency_weight: weight(0.1, 'What a new memory gains over an old one, as a share of its score'),
    recency_half_life_days: Type.Integer({
      minimum: 1,
      maximum: 36_500,
      default: 30,
      description: 'After so many days half of that is left',
    }),
    importance_weight: weight(0.05, 'What importance 1 gains over importance 0'),
    pinned_weight: weight(0.05, 'What a pinned memory gains'),
  },
  { additionalProperties: false, default: {} },
);
export type SearchWeights = Readonly<Static<typeof SearchWeights>>;

export const DEFAULT_WEIGHTS: SearchWeights = Object.freeze(
  Value.Default(SearchWeights, {}) as Static<typeof SearchWeights>,
);
