import { parseArgs } from 'node:util';
import { DEFAULT_WEIGHTS } from '../../service/src/memories/search/weights.ts';
import { exitWith } from '../cluster/failure.ts';
import { withStores } from '../run/stores.ts';
import { count, eventually, startCore } from '../service/support/core.ts';
import { lastInFirstOut } from '../service/support/scope.ts';
import { relevanceSet } from './corpus.ts';
import { ask } from './lists.ts';
import { load } from './load.ts';
import { measure } from './measure.ts';
import { halfOf } from './random.ts';
import { report, unbeaten } from './report.ts';
import { type Sample, tune } from './tune.ts';

const PROJECT = 'relevance';
const INDEXING_MS = 300_000;
/** As deep as a hybrid search looks into each list. */
const DEPTH = 100;

/** Loads the set into stores of its own and prints how well each way of searching answers it. */
async function run(tuning: boolean): Promise<void> {
  const cleanups: (() => unknown)[] = [];
  try {
    const core = await startCore(lastInFirstOut({ after: (cleanup) => void cleanups.push(cleanup) }));
    const set = relevanceSet();
    console.error(`storing ${set.entries.length} memories …`);
    const keys = await load(core.mysql, PROJECT, set.entries);
    core.relay.wake();
    await eventually('all vectors', async () => (await count(core.mysql, 'outbox')) === 0, INDEXING_MS);
    if (tuning) {
      const samples: Sample[] = [];
      for (const question of set.questions.filter(({ id }) => halfOf(id) === 'tuning')) {
        const list = (mode: 'vector' | 'keyword') => ask(core.service, PROJECT, keys, question, mode, DEPTH);
        samples.push({ question, vector: await list('vector'), keyword: await list('keyword') });
      }
      console.log(JSON.stringify({ now: DEFAULT_WEIGHTS, best: tune(samples) }, null, 2));
      return;
    }
    console.error(`asking ${set.questions.length} questions …`);
    const results = await measure(core, PROJECT, keys, set);
    console.log(report(results));
    const ahead = unbeaten(results);
    if (ahead.length === 0) return;
    console.error(`hybrid does not beat ${ahead.join(', ')}`);
    process.exitCode = 1;
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}

const { values } = parseArgs({ options: { tune: { type: 'boolean', default: false } } });
// Stores that are named already are used as they are.
const withAddresses = process.env.TEST_DATABASE_URL
  ? (work: (env: NodeJS.ProcessEnv) => Promise<void>) => work({})
  : withStores<void>;
await withAddresses(async (env) => {
  Object.assign(process.env, env);
  await run(values.tune);
}).catch(exitWith);
