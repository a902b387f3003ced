/** One bucket of a histogram: how many observations were at most `le`. */
export interface Bucket {
  le: number;
  /** Cumulative. */
  count: number;
}

/**
 * The `q`-quantile of a histogram by linear interpolation within its bucket, as Prometheus' histogram_quantile.
 *
 * @param q from 0 to 1
 * @returns null without observations; the highest finite bound for what lies beyond it
 */
export function quantile(q: number, buckets: readonly Bucket[]): number | null {
  const sorted = [...buckets].sort((a, b) => a.le - b.le);
  const total = sorted.at(-1)?.count ?? 0;
  if (total === 0) return null;
  const rank = q * total;
  let lower: Bucket = { le: 0, count: 0 };
  for (const bucket of sorted) {
    if (bucket.le === Number.POSITIVE_INFINITY) break;
    if (bucket.count >= rank && bucket.count > lower.count) {
      return lower.le + ((bucket.le - lower.le) * (rank - lower.count)) / (bucket.count - lower.count);
    }
    lower = bucket;
  }
  return lower.le;
}
