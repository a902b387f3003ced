import { join } from 'node:path';
import { MilvusClient } from '@zilliz/milvus2-sdk-node';
import type { Pool } from 'mysql2/promise';
import type { Config } from '../../service/src/config/load.ts';
import { createMysqlPool } from '../../service/src/database/pool.ts';
import { createEmbedder } from '../../service/src/embeddings/create.ts';
import { databaseOptions } from '../../service/src/stores/mysql.ts';
import { createModelGuard } from '../../service/src/vectors/guard.ts';
import { COLLECTIONS } from '../../service/src/vectors/index.ts';
import { createMilvusIndex } from '../../service/src/vectors/milvus.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { step } from '../cluster/progress.ts';
import { createKey } from '../service/support/keys.ts';
import { writeConfig } from '../service/support/process.ts';
import type { Scope } from '../service/support/scope.ts';
import { testConfig } from '../service/support/service.ts';
import { startProgram } from './child.ts';
import { loadMemories } from './load.ts';
import { projectNames } from './memories.ts';
import { isThorough } from './plan.ts';
import { settleVectors } from './settle.ts';

export const PROJECTS = 20;
const UPSERT_TIMEOUT_MS = 60_000;
/** About how long loading takes, in seconds: a start, and so much for each memory. */
const LOAD_SECONDS = { start: 10, each: 0.0014 };

/** A service of its own process over stores full of memories, and all that is needed to do its work by hand. */
export interface Bench {
  config: Config;
  /** http://127.0.0.1:port/api/v1 */
  api: string;
  /** Environment of programs that run beside it on the same stores. */
  env: Record<string, string>;
  key: string;
  mysql: Pool;
  milvus: MilvusClient;
  /** Name of the collection that mid memories are searched in. */
  collection: string;
  projects: string[];
  /** Ids of the memories loaded, by project. */
  ids: Map<string, string[]>;
}

/** Fills stores of its own with `count` memories and starts the service on them. */
export async function startBench(scope: Scope, count: number): Promise<Bench> {
  const config = await testConfig(scope, {
    api: { rate_limit: 10_000_000 },
    server: { max_event_loop_delay_ms: 60_000 },
  });
  const mysql = createMysqlPool(databaseOptions(config.database));
  scope.after(() => mysql.end());
  const milvus = new MilvusClient({ address: config.milvus.address, token: config.milvus.token });
  scope.after(() => milvus.closeConnection());
  const collection = config.milvus.collection_prefix + COLLECTIONS.mid;
  const projects = projectNames(PROJECTS);
  const expected = LOAD_SECONDS.start + LOAD_SECONDS.each * count;
  const ids = await step(`loading ${count} memories into ${PROJECTS} projects`, expected, async () => {
    const loaded = await load(scope, config, mysql, projects, count);
    await settleVectors(milvus, collection, count, isThorough(count));
    return loaded;
  });

  const [http = 0, ws = 0, metrics = 0] = await freePorts(3);
  const file = writeConfig(scope, {
    ...config,
    server: { ...config.server, http_port: http, ws_port: ws, metrics_port: metrics },
    // Comparing all vectors with MySQL, which is due every hour, would begin right now.
    milvus: { ...config.milvus, verify_interval_seconds: 0 },
  });
  const env = { CONFIG_FILE: file };
  await startProgram(scope, join(import.meta.dirname, '../../service/src/server.ts'), env, /"listening"/);
  const key = await createKey({ app: { mysql } });
  const api = `http://127.0.0.1:${http}/api/v1`;
  return { config, api, env, key, mysql, milvus, collection, projects, ids };
}

async function load(
  scope: Scope,
  config: Config,
  mysql: Pool,
  projects: readonly string[],
  count: number,
): Promise<Map<string, string[]>> {
  const { address, token, tls, collection_prefix: collectionPrefix } = config.milvus;
  const embedder = createEmbedder(config.embeddings);
  const vectors = createMilvusIndex({ address, token, tls, collectionPrefix, timeoutMs: UPSERT_TIMEOUT_MS });
  scope.after(() => vectors.close());
  await createModelGuard({ mysql, embedder, vectors }).ready();
  return loadMemories({ mysql, vectors, embedder }, projects, count);
}
