import type { Pool } from 'mysql2/promise';
import type { Config } from '../config/load.ts';
import { createMysqlPool } from '../database/pool.ts';
import { createEmbedder } from '../embeddings/create.ts';
import { databaseOptions } from '../stores/mysql.ts';
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

/** The configuration's `milvus` section as the vector index wants it. */
export function milvusOptions({ address, token, tls, timeout_ms }: Config['milvus']) {
  return { address, token, tls, timeoutMs: timeout_ms };
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
