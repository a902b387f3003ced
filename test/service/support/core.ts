import type { Redis } from 'ioredis';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { createEmbedder, type EmbeddingsConfig } from '../../../service/src/embeddings/create.ts';
import type { Embedder } from '../../../service/src/embeddings/embedder.ts';
import type { EventBus, Listener } from '../../../service/src/events/bus.ts';
import type { ServiceEvent } from '../../../service/src/events/event.ts';
import { createMemoryService, type MemoryService } from '../../../service/src/memories/service.ts';
import { createRelay, type Relay } from '../../../service/src/outbox/relay.ts';
import type { Log } from '../../../service/src/ports.ts';
import { createMilvusConnection, type MilvusConnection } from '../../../service/src/vectors/connection.ts';
import { COLLECTIONS, type VectorIndex } from '../../../service/src/vectors/index.ts';
import { createMilvusIndex } from '../../../service/src/vectors/milvus.ts';
import { eventually as found } from './http.ts';
import { lastInFirstOut, type Scope } from './scope.ts';
import { addresses, freshPool, freshRedis, uniqueName } from './stores.ts';

const print = (fields: object, message: string) => console.error(message, fields);
const quiet = () => undefined;
const loud = process.env.TEST_LOG_LEVEL !== undefined;
export const log: Log = loud
  ? { debug: print, info: print, warn: print, error: print }
  : { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** The memory service and its relay on real stores, without the HTTP service around them. */
export interface Core {
  service: MemoryService;
  relay: Relay;
  mysql: Pool;
  redis: Redis;
  keyPrefix: string;
  vectors: VectorIndex;
  embedder: Embedder;
  collectionPrefix: string;
  /** Leads to Milvus itself, whatever stands in between for the service. */
  milvus: MilvusConnection;
  /** What the service has told so far. */
  told: ServiceEvent[];
}

export interface CoreOptions {
  embeddings?: Partial<EmbeddingsConfig>;
  /** host:port of Milvus, when a test stands in between. */
  milvusAddress?: string;
  wrapEmbedder?: (embedder: Embedder) => Embedder;
  /** Default true. */
  startRelay?: boolean;
}

export const embeddingsConfig = (overrides: Partial<EmbeddingsConfig> = {}): EmbeddingsConfig => ({
  provider: 'openai',
  base_url: addresses.embeddings(),
  model: 'sentence-transformers/all-MiniLM-L6-v2',
  api_key: '',
  timeout_ms: 10_000,
  batch_size: 32,
  ...overrides,
});

export const milvusOptions = () => ({
  address: addresses.milvus(),
  token: addresses.milvusToken(),
  tls: false,
  timeoutMs: 5000,
});

export async function startCore(outer: Scope, options: CoreOptions = {}): Promise<Core> {
  const scope = lastInFirstOut(outer);
  const mysql = await freshPool(scope);
  const { redis, keyPrefix } = freshRedis(scope);
  // A busy machine takes longer to connect than a command may take.
  await eventually('Redis', () => redis.ping().catch(() => null));
  const { vectors, collectionPrefix, milvus } = freshVectors(scope, options.milvusAddress);
  const made = createEmbedder(embeddingsConfig(options.embeddings));
  const embedder = options.wrapEmbedder?.(made) ?? made;
  const relay = createRelay({ mysql, vectors, embedder, log });
  const { events, told } = localEvents();
  const service = createMemoryService({
    mysql,
    redis,
    vectors,
    embedder,
    log,
    keyPrefix,
    config: { short_ttl_seconds: 3600 },
    onCommit: relay.wake,
    events,
  });
  if (options.startRelay ?? true) relay.start();
  scope.after(() => relay.stop());
  return { service, relay, mysql, redis, keyPrefix, vectors, embedder, collectionPrefix, milvus, told };
}

/** Events that stay in this process, and all that were published. */
function localEvents() {
  const told: ServiceEvent[] = [];
  const listeners = new Set<Listener>();
  const events: Pick<EventBus, 'publish' | 'on' | 'hearing'> = {
    publish(event) {
      told.push(event);
      for (const listener of listeners) listener({ ...event, at: new Date().toISOString() }, 'here');
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // Other processes of a test are not heard.
    hearing: () => false,
  };
  return { events, told };
}

/** Collections of this test's own; dropped afterwards. */
export function freshVectors(scope: Scope, address = addresses.milvus()) {
  const collectionPrefix = `test_${uniqueName()}_`;
  const vectors = createMilvusIndex({ ...milvusOptions(), address, collectionPrefix });
  const milvus = createMilvusConnection(milvusOptions());
  scope.after(async () => {
    await dropCollections(milvus, collectionPrefix);
    await vectors.close();
    await milvus.close();
  });
  return { vectors, collectionPrefix, milvus };
}

/** Drops every generation of the collections with this prefix. */
export async function dropCollections(milvus: MilvusConnection, prefix: string): Promise<void> {
  await milvus.use('drop', async (client) => {
    for (const name of Object.values(COLLECTIONS)) await client.dropAlias({ alias: prefix + name });
    const { data } = await client.showCollections();
    for (const { name } of data) {
      if (name.startsWith(prefix)) await client.dropCollection({ collection_name: name });
    }
  });
}

/** Waits until `check` gives something true, and gives that. */
export const eventually = <T>(what: string, check: () => Promise<T>, ms = 20_000): Promise<NonNullable<T>> =>
  found(async () => ((await check()) || undefined) as NonNullable<T> | undefined, ms, what);

export async function count(
  mysql: Pool,
  table: string,
  where = 'TRUE',
  values: unknown[] = [],
): Promise<number> {
  const [rows] = await mysql.query<RowDataPacket[]>(
    `SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`,
    values,
  );
  return Number(rows[0]?.n);
}

/** Waits until every vector is up to date in MySQL's view. */
export const drained = (mysql: Pool) =>
  eventually('an empty outbox', async () => (await count(mysql, 'outbox')) === 0);
