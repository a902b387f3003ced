import type { Pool } from 'mysql2/promise';

/** Requests that may wait for each connection. Beyond, the pool refuses at once instead of letting all time out. */
const QUEUE_PER_CONNECTION = 25;

export interface PoolSize {
  /** Connections kept open when idle. */
  poolSize: number;
  /** Connections allowed above poolSize under load. */
  maxOverflow: number;
}

/** What mysql2 calls the bounds that follow from a size. */
export function poolBounds({ poolSize, maxOverflow }: PoolSize) {
  const connectionLimit = poolSize + maxOverflow;
  return { connectionLimit, maxIdle: poolSize, queueLimit: QUEUE_PER_CONNECTION * connectionLimit };
}

interface Connection {
  _pool: unknown;
  destroy(): void;
}

/** mysql2 reads its bounds anew with every request but has no way to set them; these are its own fields. */
interface PoolInternals {
  config: ReturnType<typeof poolBounds>;
  _allConnections: { length: number };
  _freeConnections: { length: number; shift(): Connection | undefined };
  _connectionQueue: { length: number; shift(): (error: Error | null, connection?: Connection) => void };
  _removeIdleTimeoutConnectionsTimer?: NodeJS.Timeout;
  _removeIdleTimeoutConnections(): void;
  getConnection(done: (error: Error | null, connection?: Connection) => void): void;
  releaseConnection(connection: Connection): void;
}

const internals = (pool: Pool) => (pool as unknown as { pool: PoolInternals }).pool;

/** Lets a pool shrink: a connection that comes back above the limit is closed, even while others wait for one. */
export function closeExcess(pool: Pool): void {
  const inner = internals(pool);
  const release = inner.releaseConnection.bind(inner);
  inner.releaseConnection = (connection) => {
    if (connection._pool && inner._allConnections.length > inner.config.connectionLimit) connection.destroy();
    else release(connection);
  };
}

/**
 * Gives a pool of `createMysqlPool` another size while it is in use. More connections serve those that wait at
 * once; too many are closed as they come back, and no query is broken off.
 */
export function resizePool(pool: Pool, size: PoolSize): void {
  const inner = internals(pool);
  Object.assign(inner.config, poolBounds(size));
  if (!inner._removeIdleTimeoutConnectionsTimer) inner._removeIdleTimeoutConnections();
  while (inner._freeConnections.length > 0 && inner._allConnections.length > inner.config.connectionLimit) {
    inner._freeConnections.shift()?.destroy();
  }
  const room = inner.config.connectionLimit - inner._allConnections.length;
  for (let i = Math.min(room, inner._connectionQueue.length); i > 0; i--) {
    inner.getConnection(inner._connectionQueue.shift());
  }
}
