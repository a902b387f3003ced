import type { Pool, PoolConnection } from 'mysql2/promise';

const MAX_ATTEMPTS = 4;
const CONFLICTS = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT']);

/** The server's error code, such as ER_DUP_ENTRY; undefined for any other error. */
export function mysqlCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Runs `work` in one transaction and commits it. A deadlock's victim starts again.
 *
 * @throws what `work` throws, after the rollback
 */
export async function transaction<T>(
  pool: Pool,
  work: (connection: PoolConnection) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(pool, work);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !CONFLICTS.has(mysqlCode(error) ?? '')) throw error;
    }
  }
}

async function once<T>(pool: Pool, work: (connection: PoolConnection) => Promise<T>): Promise<T> {
  const connection = await pool.getConnection();
  try {
    await connection.query('START TRANSACTION');
    const result = await work(connection);
    await connection.query('COMMIT');
    connection.release();
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').then(
      () => connection.release(),
      // A connection in an unknown state must not serve the next caller.
      () => connection.destroy(),
    );
    throw error;
  }
}
