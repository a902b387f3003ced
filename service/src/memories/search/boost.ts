import { byScore, type Fused } from './fuse.ts';
import type { SearchWeights } from './weights.ts';

const DAY_MS = 86_400_000;

/** What else speaks for a memory. */
export interface Trait {
  /** Milliseconds since 1970. */
  createdAt: number;
  /** 0 to 1. */
  importance: number;
  pinned: boolean;
}

/**
 * Adds to each fused score a share of it for being new, important or pinned, and sorts again. Memories without traits
 * are gone, or do not pass the filter, and are left out.
 *
 * @param at the moment that ages are counted from; milliseconds since 1970
 */
export function boost(
  fused: readonly Fused[],
  traits: ReadonlyMap<string, Trait>,
  weights: SearchWeights,
  at: number,
): Fused[] {
  const halfLife = weights.recency_half_life_days * DAY_MS;
  return fused
    .flatMap(({ id, score, explain }) => {
      const trait = traits.get(id);
      if (!trait) return [];
      const part = (value: number, weight: number) => ({ value, contribution: score * weight * value });
      const recency = part(0.5 ** (Math.max(0, at - trait.createdAt) / halfLife), weights.recency_weight);
      const importance = part(trait.importance, weights.importance_weight);
      const pin = part(trait.pinned ? 1 : 0, weights.pinned_weight);
      const total = score + recency.contribution + importance.contribution + pin.contribution;
      return [{ id, score: total, explain: { ...explain, recency, importance, pin } }];
    })
    .sort(byScore);
}
