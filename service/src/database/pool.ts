import { createPool, type Pool, type PoolOptions } from 'mysql2/promise';

export interface DatabaseOptions {
  /** mysql://user:password@host:port/database */
  url: string;
  /** Connections kept open when idle. */
  poolSize: number;
  /** Connections allowed above poolSize under load. */
  maxOverflow: number;
  connectTimeoutMs: number;
  tls?: PoolOptions['ssl'];
}

/**
 * A pool that reads and writes every time as UTC and opens its first connection with the first query.
 *
 * @returns the pool; the caller ends it
 */
export function createMysqlPool(options: DatabaseOptions): Pool {
  return createPool({
    uri: options.url,
    connectionLimit: options.poolSize + options.maxOverflow,
    maxIdle: options.poolSize,
    idleTimeout: 60_000,
    connectTimeout: options.connectTimeoutMs,
    enableKeepAlive: true,
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    ...(options.tls ? { ssl: options.tls } : {}),
  });
}
