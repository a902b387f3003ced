import { cpus, totalmem } from 'node:os';
import type { Comparison } from './measure.ts';
import type { Throughput } from './throughput.ts';

/** What the figures must reach; see docs/PERFORMANCE.md. */
export const GOALS = { search: 1.3, store: 1.5, get: 0.7 } as const;

export interface Report {
  machine: { cpus: number; model: string; memoryGb: number; node: string };
  memories: number;
  projects: number;
  /** Against the same steps by hand; goal: the P95 ratio is at most GOALS.search. */
  search: Comparison;
  /** As agents search, by meaning and words in all tiers, against those same steps: no goal. */
  hybrid: Comparison;
  /** Against the identical durable transaction by hand; goal: the median ratio is at most GOALS.store. */
  store: Comparison;
  /** One request at a time, against a bare route with the same authentication and limiter. */
  get: Comparison;
  /** Under load, against the same bare route; goal: the ratio is at least GOALS.get. */
  getThroughput: Throughput;
  reached: Record<keyof typeof GOALS, boolean>;
}

export const machine = (): Report['machine'] => ({
  cpus: cpus().length,
  model: cpus()[0]?.model ?? '',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});

const ms = (value: number) => value.toFixed(2).padStart(9);

function line(name: string, { ours, reference, ratio }: Comparison): string {
  const figures = [ours.median, reference.median, ratio.median, ours.p95, reference.p95, ratio.p95];
  return `${name.padEnd(44)}${figures.map(ms).join('')}${String(ours.count).padStart(7)}`;
}

/** The report as a table for people. Times are in milliseconds. */
export function table(report: Report): string {
  const { search, hybrid, store, get, getThroughput, reached } = report;
  const heads = ['median', 'by hand', 'ratio', 'P95', 'by hand', 'ratio'];
  const verdict = (name: keyof typeof GOALS, text: string) =>
    `  ${reached[name] ? 'reached' : 'MISSED '}  ${text}`;
  return [
    '',
    `${report.memories} memories in ${report.projects} projects`,
    `${''.padEnd(44)}${heads.map((head) => head.padStart(9)).join('')}${'count'.padStart(7)}`,
    line('search by API / the same steps by hand', search),
    line('hybrid search by API / those same steps', hybrid),
    line('store by API / the same transaction by hand', store),
    line('get by API / a bare route', get),
    '',
    `get under load: ${getThroughput.ours} requests/s, bare route ${getThroughput.reference}, ratio ${getThroughput.ratio}`,
    '',
    'goals (times in ms; the figures belong to this machine, the ratios travel):',
    verdict('search', `search P95 ratio ${search.ratio.p95} ≤ ${GOALS.search}`),
    verdict('store', `store median ratio ${store.ratio.median} ≤ ${GOALS.store}`),
    verdict('get', `get throughput ratio ${getThroughput.ratio} ≥ ${GOALS.get}`),
    '',
  ].join('\n');
}
