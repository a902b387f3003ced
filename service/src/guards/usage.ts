import type { Pool, RowDataPacket } from 'mysql2/promise';

/** Bounds on what a project may hold; 0 = none. */
export interface QuotaLimits {
  /** Mid and long memories. */
  readonly memories: number;
  /** Their texts, in bytes of UTF-8. */
  readonly bytes: number;
}

export type Amount = { memories: number; bytes: number };

/** What a project holds, and its bounds: its own, or else the configuration's. */
export interface ProjectUsage extends Amount {
  limits: QuotaLimits;
}

/** Counts from an index alone, without reading a row. */
export async function countUsage(mysql: Pool, project: string, defaults: QuotaLimits): Promise<ProjectUsage> {
  const [[rows], [own]] = await Promise.all([
    mysql.execute<RowDataPacket[]>(
      `SELECT COUNT(*) AS memories, COALESCE(SUM(content_bytes), 0) AS bytes
       FROM long_term_memories FORCE INDEX (idx_project_bytes) WHERE project_id = ?`,
      [project],
    ),
    mysql.execute<RowDataPacket[]>('SELECT max_memories, max_bytes FROM projects WHERE id = ?', [project]),
  ]);
  return {
    memories: Number(rows[0]?.memories ?? 0),
    bytes: Number(rows[0]?.bytes ?? 0),
    limits: {
      memories: Number(own[0]?.max_memories ?? defaults.memories),
      bytes: Number(own[0]?.max_bytes ?? defaults.bytes),
    },
  };
}
