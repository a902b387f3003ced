// Measures the service against the same work done by hand, in one run: node test/bench/run.ts [--json FILE]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { createMysqlPool } from '../../service/src/database/pool.ts';
import { outboxStats } from '../../service/src/outbox/stats.ts';
import { databaseOptions } from '../../service/src/stores/mysql.ts';
import { COLLECTIONS } from '../../service/src/vectors/index.ts';
import { eventually } from '../service/support/http.ts';
import { createKey } from '../service/support/keys.ts';
import { freePorts, writeConfig } from '../service/support/process.ts';
import { lastInFirstOut, type Scope } from '../service/support/scope.ts';
import { testConfig } from '../service/support/service.ts';
import { searchByHand, storeByHand } from './by-hand.ts';
import { startProgram } from './child.ts';
import { closeConnections, exchange } from './http.ts';
import { compare } from './measure.ts';
import { GOALS, machine, type Report, table } from './report.ts';
import { sentence } from './texts.ts';
import { compareThroughput } from './throughput.ts';

const PROJECT = 'bench';
const SEED = 300;
const SEED_AT_ONCE = 8;
const LIMIT = 5;

async function measure(scope: Scope): Promise<Report> {
  const config = await testConfig(scope, { api: { rate_limit: 10_000_000 }, logging: { level: 'warn' } });
  const mysql = createMysqlPool(databaseOptions(config.database));
  scope.after(() => mysql.end());
  const key = await createKey({ app: { mysql } });

  const [http = 0, ws = 0, metrics = 0] = await freePorts(3);
  const server = { ...config.server, http_port: http, ws_port: ws, metrics_port: metrics };
  const env = { CONFIG_FILE: writeConfig(scope, { ...config, server, logging: { level: 'info' } }) };
  await startProgram(scope, join(import.meta.dirname, '../../service/src/server.ts'), env, /"listening"/);
  const api = `http://127.0.0.1:${http}/api/v1/projects/${PROJECT}/memories`;

  process.stdout.write(`storing ${SEED} memories … `);
  const stored: string[] = [];
  for (let first = 0; first < SEED; first += SEED_AT_ONCE) {
    const batch = Array.from({ length: Math.min(SEED_AT_ONCE, SEED - first) }, (_, i) => sentence(first + i));
    const answers = await Promise.all(batch.map((content) => exchange(api, { key, body: { content } })));
    stored.push(...answers.map(({ memory }) => memory.id));
  }
  await eventually(async () => ((await outboxStats(mysql)).pending === 0 ? true : undefined), 60_000);
  console.log('done');

  const milvus = new MilvusClient({ address: config.milvus.address, token: config.milvus.token });
  scope.after(() => milvus.closeConnection());
  const parts = {
    embeddingsUrl: config.embeddings.base_url,
    model: config.embeddings.model,
    milvus,
    collection: config.milvus.collection_prefix + COLLECTIONS.mid,
    mysql,
  };
  console.log('searching …');
  const search = await compare(
    (round) =>
      exchange(`${api}/search`, {
        key,
        body: { query: `who ${sentence(10_000 + round)}`, mode: 'vector', tiers: ['mid'], limit: LIMIT },
      }),
    (round) => searchByHand(parts, PROJECT, `who ${sentence(20_000 + round)}`, LIMIT),
    { warmUp: 20, count: 200, budgetMs: 15_000 },
  );

  console.log('reading …');
  const one = await exchange(`${api}/${stored[0]}`, { key });
  const bare = await startProgram(
    scope,
    join(import.meta.dirname, 'bare.ts'),
    { ...env, BARE_ANSWER: JSON.stringify(one) },
    /port=(\d+);/,
  );
  const bareUrl = `http://127.0.0.1:${bare[1]}/bare`;
  const get = await compare(
    (round) => exchange(`${api}/${stored[round % stored.length]}`, { key }),
    () => exchange(bareUrl, { key }),
    { warmUp: 50, count: 500, budgetMs: 8000 },
  );
  const getThroughput = await compareThroughput(key, `${api}/${stored[0]}`, bareUrl, {
    rounds: 3,
    seconds: 2,
  });

  console.log('storing …');
  const store = await compare(
    (round) => exchange(api, { key, body: { content: `by API: ${sentence(30_000 + round)}` } }),
    (round) => storeByHand(mysql, PROJECT, `by hand: ${sentence(30_000 + round)}`),
    { warmUp: 20, count: 200, budgetMs: 15_000 },
  );

  const reached = {
    search: search.ratio.p95 <= GOALS.search,
    store: store.ratio.median <= GOALS.store,
    get: getThroughput.ratio >= GOALS.get,
  };
  return { machine: machine(), memories: SEED, search, store, get, getThroughput, reached };
}

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const cleanups: (() => unknown)[] = [];
try {
  const report = await measure(lastInFirstOut({ after: (cleanup) => void cleanups.push(cleanup) }));
  console.log(table(report));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  closeConnections();
  for (const cleanup of cleanups) await cleanup();
}
