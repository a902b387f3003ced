import type { Pool, RowDataPacket } from 'mysql2/promise';

export interface Project {
  id: string;
  /** ISO 8601, UTC. */
  createdAt: string;
}

interface Row extends RowDataPacket {
  id: string;
  created_at: Date;
}

/**
 * Projects by name, those after `after`.
 *
 * @param only the one project that may be seen; null = all
 */
export async function listProjects(
  mysql: Pool,
  { only, after, limit }: { only: string | null; after: string; limit: number },
): Promise<Project[]> {
  // LIMIT takes no parameter in a prepared statement that is sent as a number; query() escapes it instead.
  const [rows] = await mysql.query<Row[]>(
    'SELECT id, created_at FROM projects WHERE id > ? AND (? IS NULL OR id = ?) ORDER BY id LIMIT ?',
    [after, only, only, limit],
  );
  return rows.map((row) => ({ id: row.id, createdAt: row.created_at.toISOString() }));
}

/** Makes sure that the project has its row. */
export async function ensureProject(db: Pick<Pool, 'execute'>, project: string): Promise<void> {
  await db.execute('INSERT IGNORE INTO projects (id) VALUES (?)', [project]);
}
