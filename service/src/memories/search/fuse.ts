import type { Explanation } from './schemas.ts';
import type { SearchWeights } from './weights.ts';

export interface Scored {
  id: string;
  score: number;
}

export interface Fused extends Scored {
  explain: Explanation;
}

export interface RankedLists {
  /** By cosine similarity, best first. */
  vector?: readonly Scored[];
  /** By share of the query matched (0 to 1), best first. */
  keyword?: readonly Scored[];
}

/** What the weights of the lists are for one question. */
export type ListWeights = Omit<SearchWeights, 'vector_weight_unspaced'>;

/** Best first; the newer one of two that score the same. */
export const byScore = (a: Scored, b: Scored): number => b.score - a.score || (a.id < b.id ? 1 : -1);

/** Scores that differ by less are the same, computed in another order. */
const EPSILON = 1e-9;

/** The rank of each entry; entries with the same score share one, for nothing but their age would tell them apart. */
function ranksOf(list: readonly Scored[]): number[] {
  const ranks: number[] = [];
  for (const [index, { score }] of list.entries()) {
    const before = list[index - 1];
    const same = before !== undefined && Math.abs(before.score - score) < EPSILON;
    ranks.push(same ? (ranks[index - 1] as number) : index + 1);
  }
  return ranks;
}

/** The best cosine there is, against which the others are weighed. */
export const nearestOf = ({ vector }: RankedLists): number => vector?.[0]?.score ?? 1;

const closeness = (score: number, nearest: number) => (nearest > 0 ? Math.max(0, score / nearest) : 1);

/**
 * Reciprocal rank fusion: each list adds weight / (constant + rank), scaled so that the first of both lists scores 1.
 * Ranks alone are so close to each other (1/61, 1/62, …) that weak matches would count almost like good ones, so each
 * entry's weight also falls with its score: for words with the share of the query it has, for meaning with its cosine
 * against the best one. One list alone keeps its own scores.
 *
 * @param nearest what the first page weighed cosines against; the best of these lists may have been deleted since
 */
export function fuse(lists: RankedLists, weights: ListWeights, nearest = nearestOf(lists)): Fused[] {
  const fused = new Map<string, Fused>();
  const single = !lists.vector || !lists.keyword;
  const {
    rank_constant: constant,
    vector_weight,
    vector_exponent,
    keyword_weight,
    keyword_exponent,
  } = weights;
  const scale = (constant + 1) / (vector_weight + keyword_weight || 1);
  const add = (part: 'vector' | 'keyword', list: readonly Scored[]) => {
    const ranks = ranksOf(list);
    for (const [index, { id, score }] of list.entries()) {
      const rank = ranks[index] as number;
      const weight =
        part === 'vector'
          ? vector_weight * closeness(score, nearest) ** vector_exponent
          : keyword_weight * score ** keyword_exponent;
      const contribution = single ? score : (scale * weight) / (constant + rank);
      const entry = fused.get(id) ?? { id, score: 0, explain: { fused: 0 } };
      entry.score += contribution;
      entry.explain[part] = { rank, score, contribution };
      entry.explain.fused = entry.score;
      fused.set(id, entry);
    }
  };
  add('vector', lists.vector ?? []);
  add('keyword', lists.keyword ?? []);
  return Array.from(fused.values()).sort(byScore);
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** The weights for a question: by how much of it is written without blanks between words. */
export function weightsFor(query: string, weights: SearchWeights): ListWeights {
  const letters = query.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const share = letters === 0 ? 0 : (query.match(UNSPACED)?.length ?? 0) / letters;
  return {
    ...weights,
    vector_weight: weights.vector_weight * (1 - share) + weights.vector_weight_unspaced * share,
  };
}
