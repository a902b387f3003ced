/** Times of one thing, in milliseconds. */
export interface Summary {
  count: number;
  median: number;
  p95: number;
}

export interface Comparison {
  ours: Summary;
  reference: Summary;
  /** ours / reference: below 1 is faster. */
  ratio: { median: number; p95: number };
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

/** The value below which `share` of the sorted `values` lie (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function summarize(values: readonly number[]): Summary {
  return {
    count: values.length,
    median: rounded(quantile(values, 0.5)),
    p95: rounded(quantile(values, 0.95)),
  };
}

export interface Plan {
  warmUp: number;
  count: number;
  /** Milliseconds after which no further round begins. */
  budgetMs: number;
}

type Step = (round: number) => Promise<unknown>;

async function timed(step: Step, round: number): Promise<number> {
  const start = performance.now();
  await step(round);
  return performance.now() - start;
}

/**
 * Times two ways of doing the same, turn by turn in changing order, so that whatever else the machine does weighs
 * on both alike.
 */
export async function compare(ours: Step, reference: Step, plan: Plan): Promise<Comparison> {
  const times: { ours: number[]; reference: number[] } = { ours: [], reference: [] };
  const end = performance.now() + plan.budgetMs;
  for (let round = 0; round < plan.warmUp + plan.count && performance.now() < end; round++) {
    const inTurn = round % 2 === 0 ? (['ours', 'reference'] as const) : (['reference', 'ours'] as const);
    for (const side of inTurn) {
      const time = await timed(side === 'ours' ? ours : reference, round);
      if (round >= plan.warmUp) times[side].push(time);
    }
  }
  const [a, b] = [summarize(times.ours), summarize(times.reference)];
  return {
    ours: a,
    reference: b,
    ratio: { median: rounded(a.median / b.median), p95: rounded(a.p95 / b.p95) },
  };
}
