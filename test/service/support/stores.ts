import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { createConnection, type Pool } from 'mysql2/promise';
import { migrate } from '../../../service/src/database/migrate.ts';
import { createMysqlPool, type DatabaseOptions } from '../../../service/src/database/pool.ts';

/** Where the real stores are; run_tests.sh sets these. */
function address(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests need real stores, see run_tests.sh`);
  return value;
}

export const addresses = {
  mysql: () => address('TEST_DATABASE_URL'),
  redis: () => address('TEST_REDIS_URL'),
  milvus: () => address('TEST_MILVUS_ADDRESS'),
  milvusToken: () => address('TEST_MILVUS_TOKEN'),
  embeddings: () => address('TEST_EMBEDDINGS_URL'),
};

export const uniqueName = (): string => randomBytes(6).toString('hex');

/** What cleans up: a test's context, or `{ after }` of node:test for a whole file. */
export interface Scope {
  after(cleanup: () => unknown): void;
}

/** An empty database of this test's own; dropped afterwards. */
export async function emptyDatabase(scope: Scope): Promise<DatabaseOptions> {
  const name = `mcp_test_${uniqueName()}`;
  const admin = await createConnection(addresses.mysql());
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  scope.after(async () => {
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
  });
  const url = new URL(addresses.mysql());
  url.pathname = `/${name}`;
  return { url: url.href, poolSize: 4, maxOverflow: 8, connectTimeoutMs: 5000 };
}

/** A pool on a database with the full schema. */
export async function freshPool(scope: Scope): Promise<Pool> {
  const database = await emptyDatabase(scope);
  await migrate({ database });
  const pool = createMysqlPool(database);
  scope.after(() => pool.end());
  return pool;
}

/** A client and a key prefix of this test's own; its keys are deleted afterwards. */
export function freshRedis(scope: Scope): { redis: Redis; keyPrefix: string } {
  const keyPrefix = `test:${uniqueName()}:`;
  const redis = new Redis(addresses.redis(), { maxRetriesPerRequest: 1, commandTimeout: 2000 });
  scope.after(async () => {
    if (redis.status === 'ready') await deleteKeys(redis, keyPrefix);
    redis.disconnect();
  });
  return { redis, keyPrefix };
}

export async function keysUnder(redis: Redis, keyPrefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const keys of redis.scanStream({ match: `${keyPrefix}*` })) found.push(...(keys as string[]));
  return found;
}

async function deleteKeys(redis: Redis, keyPrefix: string): Promise<void> {
  const keys = await keysUnder(redis, keyPrefix);
  if (keys.length > 0) await redis.del(keys);
}
