import type { Connection, RowDataPacket } from 'mysql2/promise';

/**
 * Runs `work` while this connection holds the server-wide lock `name` (at most 64 characters).
 *
 * @throws Error when the lock is not granted within `waitSeconds`, or was lost while `work` ran
 */
export async function withLock<T>(
  connection: Connection,
  name: string,
  waitSeconds: number,
  work: () => Promise<T>,
): Promise<T> {
  const granted = await answer(connection, 'SELECT GET_LOCK(?, ?) AS answer', [name, waitSeconds]);
  if (granted === 0) throw new Error(`another process holds the lock ${name} for more than ${waitSeconds} s`);
  if (granted !== 1) throw new Error(`the database could not grant the lock ${name}`);
  const result = await work().catch(async (error: unknown) => {
    // The first error is the one to report, so a failing release stays silent: the session's end frees the lock.
    await answer(connection, 'SELECT RELEASE_LOCK(?) AS answer', [name]).catch(() => undefined);
    throw error;
  });
  const released = await answer(connection, 'SELECT RELEASE_LOCK(?) AS answer', [name]);
  if (released !== 1) throw new Error(`the lock ${name} was lost while it was needed`);
  return result;
}

async function answer(connection: Connection, sql: string, values: unknown[]): Promise<number | null> {
  const [rows] = await connection.query<RowDataPacket[]>(sql, values);
  return rows[0]?.answer ?? null;
}
