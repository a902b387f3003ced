import { quantile, type Summary, summarize } from '../bench/measure.ts';
import type { Question } from '../relevance/corpus.ts';
import { type Interval, interval, scoreOf } from '../relevance/metrics.ts';
import type { Item, Peer } from './peer.ts';

/** As many clients as the other figures of this project use. */
const CLIENTS = 8;
/** Written one after the other, for the times; the rest is written by all clients at once. */
const ALONE = 200;
const DEPTH = 10;

export interface PeerReport {
  name: string;
  how: string;
  /** Milliseconds, one client. */
  write: Summary;
  /** Writes per second, all clients. */
  writeRate: number;
  /** Milliseconds from the last write until everything could be found. */
  settledMs: number;
  search: Summary;
  searchRate: number;
  recall: Interval;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Does all of it with several clients. @returns how much of it was done in a second */
async function rate<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number> {
  const queue = items.values();
  const client = async () => {
    for (const item of queue) await work(item);
  };
  const ms = await timed(() => Promise.all(Array.from({ length: CLIENTS }, client)));
  return Math.round((items.length / ms) * 1000);
}

/** Writes everything, then asks everything: first one client alone, then all at once. */
export async function measurePeer(
  peer: Peer,
  items: readonly Item[],
  questions: readonly Question[],
): Promise<PeerReport> {
  const writes: number[] = [];
  for (const item of items.slice(0, ALONE)) writes.push(await timed(() => peer.store(item)));
  const writeRate = await rate(items.slice(ALONE), (item) => peer.store(item));
  const settledMs = await timed(() => peer.settled());
  const searches: number[] = [];
  const recalls: number[] = [];
  for (const { text, relevant } of questions) {
    let found: string[] = [];
    searches.push(
      await timed(async () => {
        found = await peer.search(text, DEPTH);
      }),
    );
    recalls.push(scoreOf(found, relevant).recall);
  }
  // Other words each time, so that nobody answers from a cache what was asked before.
  const fresh = questions.map(({ text }, index) => `${text} ${index}`);
  const searchRate = await rate(fresh, (text) => peer.search(text, DEPTH));
  return {
    name: peer.name,
    how: peer.how,
    write: summarize(writes),
    writeRate,
    settledMs: Math.round(settledMs),
    search: summarize(searches),
    searchRate,
    recall: interval(recalls),
  };
}

/** The median of several runs, each figure by itself. */
export function medianReport(runs: readonly PeerReport[]): PeerReport {
  const median = (pick: (report: PeerReport) => number) => quantile(runs.map(pick), 0.5);
  const first = runs[0] as PeerReport;
  const summary = (pick: (report: PeerReport) => Summary): Summary => ({
    count: pick(first).count,
    median: median((report) => pick(report).median),
    p95: median((report) => pick(report).p95),
  });
  return {
    ...first,
    write: summary(({ write }) => write),
    writeRate: median(({ writeRate }) => writeRate),
    settledMs: median(({ settledMs }) => settledMs),
    search: summary(({ search }) => search),
    searchRate: median(({ searchRate }) => searchRate),
  };
}
