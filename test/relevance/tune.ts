import { boost } from '../../service/src/memories/search/boost.ts';
import { fuse, weightsFor } from '../../service/src/memories/search/fuse.ts';
import { DEFAULT_WEIGHTS, type SearchWeights } from '../../service/src/memories/search/weights.ts';
import type { Question } from './corpus.ts';
import type { Found } from './lists.ts';
import { scoreOf } from './metrics.ts';

/** A question with both rankings of the service. */
export interface Sample {
  question: Question;
  vector: readonly Found[];
  keyword: readonly Found[];
}

const CHOICES: { [Name in keyof SearchWeights]?: readonly number[] } = {
  vector_weight_unspaced: [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1],
  vector_exponent: [0, 0.5, 1, 2, 3, 4, 6],
  keyword_weight: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4],
  keyword_exponent: [0.25, 0.5, 1, 1.5, 2, 3, 4, 6],
  recency_weight: [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3],
  recency_half_life_days: [7, 14, 30, 60, 90, 180],
};

/** Mean nDCG of the samples under some weights. */
export function quality(samples: readonly Sample[], weights: SearchWeights, at: number): number {
  const scores = samples.map(({ question, vector, keyword }) => {
    const all = new Map([...vector, ...keyword].map((found) => [found.id, found]));
    const ranking = boost(fuse({ vector, keyword }, weightsFor(question.text, weights)), all, weights, at);
    return scoreOf(
      ranking.map(({ id }) => all.get(id)?.key ?? id),
      question.relevant,
    ).ndcg;
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/**
 * The weights that rank the samples best: one weight at a time, until none gets better. Importance and pins stay as
 * they are, for the set has nothing to say about them; so does the constant of the fusion, at the value everybody uses.
 */
export function tune(
  samples: readonly Sample[],
  at = Date.now(),
): { weights: SearchWeights; quality: number } {
  let weights = DEFAULT_WEIGHTS;
  let best = quality(samples, weights, at);
  for (let improved = true; improved; ) {
    improved = false;
    for (const [name, values] of Object.entries(CHOICES)) {
      for (const value of values) {
        const candidate = { ...weights, [name]: value };
        const reached = quality(samples, candidate, at);
        if (reached <= best + 1e-6) continue;
        [weights, best, improved] = [candidate, reached, true];
      }
    }
  }
  return { weights, quality: best };
}
