import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2/promise';
import { closeExcess, type PoolSize, poolBounds } from './resize.ts';

export interface DatabaseOptions extends PoolSize {
  /** mysql://user:password@host:port/database */
  url: string;
  connectTimeoutMs: number;
  tls?: PoolOptions['ssl'];
}

// READ COMMITTED takes no gap locks, so concurrent writers of different memories never wait for each other.
// Texts are escaped with backslashes, whatever the server is set to.
const SESSION = `SET time_zone = '+00:00', transaction_isolation = 'READ-COMMITTED',
  sql_mode = REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', '')`;

/**
 * A pool whose sessions speak UTC and run READ COMMITTED. It connects with the first query.
 *
 * @returns the pool; the caller ends it
 */
export function createMysqlPool(options: DatabaseOptions): Pool {
  const pool = createPool({
    uri: options.url,
    ...poolBounds(options),
    idleTimeout: 60_000,
    connectTimeout: options.connectTimeoutMs,
    enableKeepAlive: true,
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    // See commitTogether. Values are always given apart from their statement.
    multipleStatements: true,
    ...(options.tls ? { ssl: options.tls } : {}),
  });
  closeExcess(pool);
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
