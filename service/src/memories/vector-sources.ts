import type { RowDataPacket } from 'mysql2/promise';
import type { Executor } from './repository.ts';

/** What a memory's vector and its filter fields are made of. */
export interface VectorSource {
  id: string;
  project: string;
  tier: 'mid' | 'long';
  type: string;
  tags: string[];
  /** Milliseconds since 1970. */
  createdAt: number;
  content: string;
}

/** The memories that exist, of whatever project, by id. */
export async function findVectorSources(
  db: Executor,
  ids: readonly string[],
): Promise<Map<string, VectorSource>> {
  if (ids.length === 0) return new Map();
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT id, project_id, tier, type, tags, created_at, content FROM long_term_memories
     WHERE id IN (${ids.map(() => '?').join(', ')})`,
    [...ids],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        project: row.project_id,
        tier: row.tier,
        type: row.type,
        tags: row.tags,
        createdAt: (row.created_at as Date).getTime(),
        content: row.content,
      },
    ]),
  );
}
