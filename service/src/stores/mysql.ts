import type { Config } from '../config/load.ts';
import type { DatabaseOptions } from '../database/pool.ts';
import { authority } from './authority.ts';

/** What the pool needs, from the configuration's `database` section. */
export function databaseOptions(database: Config['database']): DatabaseOptions {
  return {
    url: database.url,
    poolSize: database.pool_size,
    maxOverflow: database.max_overflow,
    connectTimeoutMs: database.connect_timeout_ms,
    // The driver would otherwise take any certificate of a known authority, whoever's it is.
    ...(database.tls ? { tls: { ...authority(database.ca_file), verifyIdentity: true } } : {}),
  };
}
