import type { Plan } from './measure.ts';
import type { ThroughputPlan } from './throughput.ts';

/** From so many memories on, the figures are wanted more than the time. */
const THOROUGH_FROM = 50_000;

export interface BenchPlan {
  search: Plan;
  hybrid: Plan;
  get: Plan;
  store: Plan;
  throughput: ThroughputPlan;
}

export const isThorough = (memories: number): boolean => memories >= THOROUGH_FROM;

/** How often each thing is measured. */
export const planFor = (memories: number): BenchPlan =>
  isThorough(memories)
    ? {
        search: { warmUp: 150, count: 1000, budgetMs: 90_000 },
        hybrid: { warmUp: 10, count: 200, budgetMs: 30_000 },
        get: { warmUp: 100, count: 1000, budgetMs: 20_000 },
        store: { warmUp: 500, count: 1000, budgetMs: 60_000 },
        throughput: { rounds: 11, seconds: 2 },
      }
    : {
        search: { warmUp: 10, count: 80, budgetMs: 8000 },
        hybrid: { warmUp: 5, count: 30, budgetMs: 4000 },
        get: { warmUp: 50, count: 300, budgetMs: 4000 },
        store: { warmUp: 10, count: 100, budgetMs: 5000 },
        throughput: { rounds: 3, seconds: 1 },
      };
