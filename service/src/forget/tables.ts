import type { RowDataPacket } from 'mysql2/promise';
import type { Executor } from '../memories/repository.ts';
import type { VectorKindName } from '../vectors/kind.ts';

/** Tables whose rows have vectors: those go through the outbox. */
export const VECTOR_TABLES: readonly { table: string; kind: VectorKindName }[] = [
  { table: 'long_term_memories', kind: 'memory' },
  { table: 'error_patterns', kind: 'error' },
];

/** Tables that cannot be searched by project quickly, and go with their memory. */
export const MEMORY_TABLES = ['memory_terms', 'memory_hashes', 'memory_history', 'memory_usage'] as const;

/**
 * What stays: the record of who had the project forgotten and what came of it, which holds no text, and the outbox,
 * whose entries go once the vectors are gone.
 */
const STAYS = new Set(['audit_log', 'jobs', 'job_slots', 'outbox']);

/** Every table that holds rows of projects, asked of the schema, so that none is overlooked. */
export async function projectTables(db: Executor): Promise<string[]> {
  const [rows] = await db.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS name FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'project_id' ORDER BY name`,
  );
  return rows.map(({ name }) => String(name)).filter((name) => !STAYS.has(name));
}
