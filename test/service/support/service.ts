import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { buildApp } from '../../../service/src/app.ts';
import { type Config, loadConfig } from '../../../service/src/config/load.ts';
import { migrate } from '../../../service/src/database/migrate.ts';
import { type Listeners, openListeners } from '../../../service/src/listeners.ts';
import type { LiveOptions } from '../../../service/src/plugins/live.ts';
import { freshVectors } from './core.ts';
import { lastInFirstOut, type Scope } from './scope.ts';
import { addresses, emptyDatabase, freshRedis } from './stores.ts';

type Section = Record<string, unknown>;
/** Parts of the configuration that a test wants otherwise. */
export type Overrides = {
  [Key in keyof Config]?: Key extends 'environment' ? Config[Key] : Partial<Config[Key]>;
};

export interface TestService {
  app: FastifyInstance;
  listeners: Listeners;
  /** http://127.0.0.1:port */
  url: string;
  wsUrl: string;
  metricsUrl: string;
  config: Config;
}

/** A configuration on the real stores with a database, keys and collections of its own. */
export async function testConfig(scope: Scope, overrides: Overrides = {}): Promise<Config> {
  const database = await emptyDatabase(scope);
  await migrate({ database });
  const { keyPrefix } = freshRedis(scope);
  const { collectionPrefix } = freshVectors(scope);
  const base = loadConfig({
    env: {
      DATABASE_URL: database.url,
      REDIS_URL: addresses.redis(),
      MILVUS_TOKEN: addresses.milvusToken(),
    },
  });
  const changes: Record<string, Section> = {
    // Several services in one process on a busy machine hold each other up.
    server: { host: '127.0.0.1', http_port: 0, ws_port: 0, metrics_port: 0, max_event_loop_delay_ms: 0 },
    database: { pool_size: 4, max_overflow: 8 },
    redis: { key_prefix: keyPrefix },
    milvus: {
      address: addresses.milvus(),
      collection_prefix: collectionPrefix,
      // Tests write rows that no service would, which a verification would repair.
      verify_interval_seconds: 0,
    },
    embeddings: { provider: 'openai', base_url: addresses.embeddings() },
    api: { rate_limit: 0 },
  };
  const merged: Record<string, unknown> = { ...base };
  for (const part of [changes, overrides as Record<string, Section | string>]) {
    for (const [key, value] of Object.entries(part)) {
      merged[key] = typeof value === 'string' ? value : { ...(merged[key] as Section), ...value };
    }
  }
  return merged as unknown as Config;
}

/** The whole service, listening on free ports of the loopback; closed after the test. */
export async function startService(scope: Scope, overrides: Overrides = {}): Promise<TestService> {
  const ordered = lastInFirstOut(scope);
  return startWith(ordered, await testConfig(ordered, overrides));
}

/** Like startService, with a configuration made before: a second replica, for example. */
export async function startWith(
  scope: Scope,
  config: Config,
  options: LiveOptions = {},
): Promise<TestService> {
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const app = await buildApp(config, log, options);
  const listeners = await openListeners(app);
  scope.after(() => listeners.close());
  // As a readiness probe would see to it: nothing is asked before there is a connection. Some tests want none.
  await app.mysql.query('SELECT 1').catch(() => undefined);
  const { ports } = listeners;
  return {
    app,
    listeners,
    config,
    url: `http://127.0.0.1:${ports.http}`,
    wsUrl: `ws://127.0.0.1:${ports.ws}`,
    metricsUrl: `http://127.0.0.1:${ports.metrics}`,
  };
}
