import type { Connection, Pool } from 'mysql2/promise';

type Executor = Pick<Connection, 'execute' | 'query'>;

/**
 * Commits the statements that `write` asks for, in one transaction and one message to the server: everything is written
 * or nothing. Each of the usual messages costs as much as a small statement itself.
 *
 * @param write must not look at what its statements give, for none has been run yet
 * @throws the error of the first statement that failed, after the rollback
 */
export async function commitTogether(pool: Pool, write: (db: Executor) => Promise<unknown>): Promise<void> {
  const connection = await pool.getConnection();
  try {
    const statements: string[] = [];
    const later = async (sql: string, values: unknown[] = []) => {
      statements.push(connection.format(sql, values));
      return [];
    };
    await write({ execute: later, query: later } as unknown as Executor);
    await connection.query(['START TRANSACTION', ...statements, 'COMMIT'].join(';\n'));
    connection.release();
  } catch (error) {
    await connection.query('ROLLBACK').then(
      () => connection.release(),
      // A connection in an unknown state must not serve the next caller.
      () => connection.destroy(),
    );
    throw error;
  }
}
