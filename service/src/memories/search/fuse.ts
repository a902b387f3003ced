import type { Explanation } from '../schemas.ts';

/** The constant of reciprocal rank fusion: how little the first places differ. */
export const RANK_CONSTANT = 60;

// A memory that shares one word of five with the query should not pass the one that means the same: with ranks so
// close to each other (1/61, 1/62, …) a weak match may add next to nothing.
const COVERAGE_EXPONENT = 4;

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

/**
 * Reciprocal rank fusion: each list adds weight / (60 + rank). The vector list weighs 1, a keyword match the more the
 * more of the query it has. One list alone keeps its own scores.
 */
export function fuse(lists: RankedLists): Fused[] {
  const fused = new Map<string, Fused>();
  const single = !lists.vector || !lists.keyword;
  const add = (part: 'vector' | 'keyword', list: readonly Scored[]) => {
    for (const [index, { id, score }] of list.entries()) {
      const rank = index + 1;
      const weight = part === 'vector' ? 1 : score ** COVERAGE_EXPONENT;
      const contribution = single ? score : weight / (RANK_CONSTANT + rank);
      const entry = fused.get(id) ?? { id, score: 0, explain: {} };
      entry.score += contribution;
      entry.explain[part] = { rank, score, contribution };
      fused.set(id, entry);
    }
  };
  add('vector', lists.vector ?? []);
  add('keyword', lists.keyword ?? []);
  return Array.from(fused.values()).sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));
}
