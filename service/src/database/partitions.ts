import type { Connection, RowDataPacket } from 'mysql2/promise';

/** The partitions of long_term_memories that exist, such as p2026 and pmax. */
async function partitionNames(connection: Connection): Promise<Set<string>> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'long_term_memories'`,
  );
  return new Set(rows.map((row) => String(row.name)));
}

/**
 * Splits the years up to the one after `now` off the partition for everything later. Must run while no other
 * process does the same (the migration lock).
 *
 * @returns the partitions added, such as `['p2028']`
 */
export async function ensureYearPartitions(connection: Connection, now: Date): Promise<string[]> {
  const existing = await partitionNames(connection);
  const years = [...existing].filter((name) => name !== 'pmax').map((name) => Number(name.slice(1)));
  const added: string[] = [];
  for (let year = Math.max(...years) + 1; year <= now.getUTCFullYear() + 1; year++) {
    await connection.query(
      `ALTER TABLE long_term_memories REORGANIZE PARTITION pmax INTO (
         PARTITION p${year} VALUES LESS THAN (${year + 1}), PARTITION pmax VALUES LESS THAN MAXVALUE)`,
    );
    added.push(`p${year}`);
  }
  return added;
}
