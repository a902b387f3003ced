import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2/promise';

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

/** Requests that may wait for each connection. Beyond, the pool refuses at once instead of letting all time out. */
const QUEUE_PER_CONNECTION = 25;

// READ COMMITTED takes no gap locks, so concurrent writers of different memories never wait for each other.
const SESSION = "SET time_zone = '+00:00', transaction_isolation = 'READ-COMMITTED'";

/**
 * A pool whose sessions speak UTC and run READ COMMITTED. It connects with the first query.
 *
 * @returns the pool; the caller ends it
 */
export function createMysqlPool(options: DatabaseOptions): Pool {
  const pool = createPool({
    uri: options.url,
    connectionLimit: options.poolSize + options.maxOverflow,
    maxIdle: options.poolSize,
    queueLimit: QUEUE_PER_CONNECTION * (options.poolSize + options.maxOverflow),
    idleTimeout: 60_000,
    connectTimeout: options.connectTimeoutMs,
    enableKeepAlive: true,
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    ...(options.tls ? { ssl: options.tls } : {}),
  });
  pool.on('connection', (connection: PoolConnection) => {
    // The connection runs its commands in order, so this comes before whatever the borrower sends. A session
    // that could not be set up is not used.
    const raw = connection as unknown as RawConnection;
    raw.query(SESSION, (error) => {
      if (error) raw.destroy();
    });
  });
  return pool;
}

/** The event hands out the callback flavour of a connection, whatever the types say. */
interface RawConnection {
  query(sql: string, done: (error: Error | null) => void): void;
  destroy(): void;
}
