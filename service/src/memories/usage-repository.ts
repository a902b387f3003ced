import type { Pool } from 'mysql2/promise';
import { transaction } from '../database/transaction.ts';

const BATCH = 500;

/** Uses of one memory that are not written down yet. */
export interface Uses {
  project: string;
  uses: number;
  last: Date;
}

/** Adds to the uses of mid and long memories, by id. Memories that have gone meanwhile are passed over. */
export async function addUsage(mysql: Pool, counted: ReadonlyMap<string, Uses>): Promise<void> {
  // In one order everywhere, so that two processes do not wait for each other.
  const entries = Array.from(counted).sort(([a], [b]) => (a < b ? -1 : 1));
  for (let start = 0; start < entries.length; start += BATCH) {
    const batch = entries.slice(start, start + BATCH);
    const rows = batch.map(() => 'ROW(?, ?, ?, ?)').join(', ');
    const values = batch.flatMap(([id, { project, uses, last }]) => [id, project, uses, last]);
    await transaction(mysql, (connection) =>
      connection.query(
        `INSERT INTO memory_usage (memory_id, project_id, access_count, last_accessed_at)
         SELECT m.id, m.project_id, u.uses, u.last_used
         FROM (VALUES ${rows}) AS u (id, project, uses, last_used)
         JOIN long_term_memories m ON m.id = u.id AND m.project_id = u.project
         FOR SHARE OF m
         ON DUPLICATE KEY UPDATE access_count = access_count + u.uses,
           last_accessed_at = GREATEST(last_accessed_at, u.last_used)`,
        values,
      ),
    );
  }
}
