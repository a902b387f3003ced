import { readFileSync } from 'node:fs';
import type { Config } from '../config/load.ts';
import type { DatabaseOptions } from '../database/pool.ts';

/** What the pool needs, from the configuration's `database` section. */
export function databaseOptions(database: Config['database']): DatabaseOptions {
  const ca = database.ca_file ? { ca: readFileSync(database.ca_file, 'utf8') } : {};
  return {
    url: database.url,
    poolSize: database.pool_size,
    maxOverflow: database.max_overflow,
    connectTimeoutMs: database.connect_timeout_ms,
    ...(database.tls ? { tls: ca } : {}),
  };
}
