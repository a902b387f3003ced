import type { Connection, RowDataPacket } from 'mysql2/promise';

/** The partitions of long_term_memories that exist, such as p2026 and pmax. */
async function partitionNames(connection: Connection): Promise<Set<string>> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'long_term_memories'`,
  );
  return new Set(rows.map((row) => String(row.name)));
}

/** Memories of this year and of the next have partitions of their own ahead of time. */
export const lastYear = (now: Date, ahead = 1): number => now.getUTCFullYear() + ahead;

/** The years up to `last` that have no partition of their own yet. */
export async function missingYears(connection: Connection, last: number): Promise<number[]> {
  const existing = await partitionNames(connection);
  const years = [...existing].filter((name) => name !== 'pmax').map((name) => Number(name.slice(1)));
  const first = Math.max(...years) + 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/**
 * Splits the years up to `last` off the partition for everything later. Must run while no other
 * process does the same (the migration lock).
 *
 * @returns the partitions added, such as `['p2028']`
 */
export async function ensureYearPartitions(connection: Connection, last: number): Promise<string[]> {
  const added: string[] = [];
  for (const year of await missingYears(connection, last)) {
    await connection.query(
      `ALTER TABLE long_term_memories REORGANIZE PARTITION pmax INTO (
         PARTITION p${year} VALUES LESS THAN (${year + 1}), PARTITION pmax VALUES LESS THAN MAXVALUE)`,
    );
    added.push(`p${year}`);
  }
  return added;
}
