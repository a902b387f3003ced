import { once } from 'node:events';
import type { Redis } from 'ioredis';
import type { Pool } from 'mysql2/promise';
import type { Config } from '../config/load.ts';
import { createMysqlPool } from '../database/pool.ts';
import { createEmbedder } from '../embeddings/create.ts';
import { milvusOptions } from '../stores/milvus.ts';
import { databaseOptions } from '../stores/mysql.ts';
import { createRedis } from '../stores/redis.ts';
import { createModelGuard, type ModelGuard } from '../vectors/guard.ts';
import { createMilvusIndex } from '../vectors/milvus.ts';

/** Runs `work` with a pool and closes it. */
export async function withMysql<T>(config: Config, work: (mysql: Pool) => Promise<T>): Promise<T> {
  const mysql = createMysqlPool(databaseOptions(config.database));
  try {
    return await work(mysql);
  } finally {
    await mysql.end();
  }
}

const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Runs `work` with a connection to the Redis instance at `url` and closes it. @throws when it does not answer */
export async function withRedis<T>(
  url: string,
  { timeout_ms: timeoutMs, ca_file: caFile }: Config['redis'],
  work: (redis: Redis) => Promise<T>,
): Promise<T> {
  const redis = createRedis(url, { name: 'mcp-ops', timeoutMs, caFile, log: SILENT });
  try {
    await once(redis, 'ready', { signal: AbortSignal.timeout(timeoutMs) });
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** Runs `work` with what checks the embedding model and creates the collections. */
export async function withModelGuard<T>(
  config: Config,
  mysql: Pool,
  work: (guard: ModelGuard) => Promise<T>,
): Promise<T> {
  const vectors = createMilvusIndex({
    ...milvusOptions(config.milvus),
    collectionPrefix: config.milvus.collection_prefix,
  });
  try {
    return await work(createModelGuard({ mysql, vectors, embedder: createEmbedder(config.embeddings) }));
  } finally {
    await vectors.close();
  }
}
