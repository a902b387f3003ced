// Measures the service against the same work done by hand, in one run:
// node test/bench/run.ts [--memories N] [--json FILE]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { step } from '../cluster/progress.ts';
import { lastInFirstOut, type Scope } from '../service/support/scope.ts';
import { searchByHand, storeByHand } from './by-hand.ts';
import { startProgram } from './child.ts';
import { closeConnections, exchange } from './http.ts';
import { type Comparison, compare } from './measure.ts';
import { planFor } from './plan.ts';
import { GOALS, machine, type Report, table } from './report.ts';
import { type Bench, PROJECTS, startBench } from './service.ts';
import { sentence } from './texts.ts';
import { compareThroughput } from './throughput.ts';

const LIMIT = 5;
const READ_MEMORIES = 100;

const inTurn = <T>(list: readonly T[], round: number): T => list[round % list.length] as T;
const pathOf = ({ api }: Bench, project: string) => `${api}/projects/${project}/memories`;

/** No query is ever asked twice: `asked` numbers them. */
function searches(bench: Bench, plan: ReturnType<typeof planFor>['search'], how: object, asked: number) {
  const query = (number: number) => `who ${sentence(1_000_000 + number)}`;
  return compare(
    (round) =>
      exchange(`${pathOf(bench, inTurn(bench.projects, round))}/search`, {
        key: bench.key,
        body: { query: query(asked + 2 * round), limit: LIMIT, ...how },
      }),
    (round) => searchByHand(bench, inTurn(bench.projects, round), query(asked + 2 * round + 1), LIMIT),
    plan,
  );
}

const stores = (bench: Bench, plan: ReturnType<typeof planFor>['store']): Promise<Comparison> =>
  compare(
    (round) =>
      exchange(pathOf(bench, inTurn(bench.projects, round)), {
        key: bench.key,
        body: { content: `by API: ${sentence(2_000_000 + round)}` },
      }),
    (round) =>
      storeByHand(bench.mysql, inTurn(bench.projects, round), `by hand: ${sentence(2_000_000 + round)}`),
    plan,
  );

async function reads(scope: Scope, bench: Bench, plan: ReturnType<typeof planFor>) {
  const { key, ids } = bench;
  const [project = '', own = []] = ids.entries().next().value ?? [];
  const urls = own.slice(0, READ_MEMORIES).map((id) => `${pathOf(bench, project)}/${id}`);
  const [first = ''] = urls;
  const answer = JSON.stringify(await exchange(first, { key }));
  for (const url of urls) await exchange(url, { key });
  const file = join(import.meta.dirname, 'bare.ts');
  const bare = await startProgram(scope, file, { ...bench.env, BARE_ANSWER: answer }, /port=(\d+);/);
  const bareUrl = `http://127.0.0.1:${bare[1]}/bare`;
  const get = await compare(
    (round) => exchange(inTurn(urls, round), { key }),
    () => exchange(bareUrl, { key }),
    plan.get,
  );
  return { get, getThroughput: await compareThroughput(key, first, bareUrl, plan.throughput) };
}

async function measure(scope: Scope, memories: number): Promise<Report> {
  const plan = planFor(memories);
  const bench = await startBench(scope, memories);
  const seconds = (ms: number) => ms / 1000;
  const search = await step('searching by meaning', seconds(plan.search.budgetMs), () =>
    searches(bench, plan.search, { mode: 'vector', tiers: ['mid'] }, 0),
  );
  const hybrid = await step(
    'searching by meaning and words, in all tiers',
    seconds(plan.hybrid.budgetMs),
    () => searches(bench, plan.hybrid, {}, 100_000),
  );
  const read = await step('reading', seconds(plan.get.budgetMs), () => reads(scope, bench, plan));
  const store = await step('storing', seconds(plan.store.budgetMs), () => stores(bench, plan.store));
  const reached = {
    search: search.ratio.p95 <= GOALS.search,
    store: store.ratio.median <= GOALS.store,
    get: read.getThroughput.ratio >= GOALS.get,
  };
  return { machine: machine(), memories, projects: PROJECTS, search, hybrid, store, ...read, reached };
}

const { values } = parseArgs({
  options: { json: { type: 'string' }, memories: { type: 'string', default: '100000' } },
});
const memories = Number(values.memories);
if (!Number.isInteger(memories) || memories < 1000) {
  console.error(`--memories takes a whole number from 1000 on, not ${values.memories}`);
  process.exit(2);
}
const cleanups: (() => unknown)[] = [];
try {
  const report = await measure(lastInFirstOut({ after: (cleanup) => void cleanups.push(cleanup) }), memories);
  console.log(table(report));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  closeConnections();
  for (const cleanup of cleanups) await cleanup();
}
