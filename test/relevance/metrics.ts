import { sequence } from './random.ts';

const DEPTH = 10;
const TOP = 5;
const SAMPLES = 2000;

/** How well one question was answered, each from 0 to 1. */
export interface Score {
  /** Share of the answers among the first five. */
  recall: number;
  /** 1 / rank of the first answer among the first ten; 0 where there is none. */
  reciprocalRank: number;
  /** Discounted gain of the first ten against the best order. */
  ndcg: number;
}
export type Measure = keyof Score;

export function scoreOf(found: readonly string[], relevant: readonly string[]): Score {
  const wanted = new Set(relevant);
  const places = found.slice(0, DEPTH).flatMap((key, index) => (wanted.has(key) ? [index + 1] : []));
  const gain = (ranks: readonly number[]) => ranks.reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0);
  const best = Array.from({ length: Math.min(DEPTH, wanted.size) }, (_, index) => index + 1);
  return {
    recall: places.filter((rank) => rank <= TOP).length / wanted.size,
    reciprocalRank: places[0] === undefined ? 0 : 1 / places[0],
    ndcg: gain(places) / gain(best),
  };
}

export interface Interval {
  mean: number;
  low: number;
  high: number;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean with its 95% confidence interval by bootstrap; the same values give the same interval. */
export function interval(values: readonly number[]): Interval {
  const random = sequence('bootstrap');
  const means = Array.from({ length: SAMPLES }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] as number)),
  ).sort((a, b) => a - b);
  const at = (share: number) => means[Math.floor(share * (SAMPLES - 1))] as number;
  return { mean: mean(values), low: at(0.025), high: at(0.975) };
}
