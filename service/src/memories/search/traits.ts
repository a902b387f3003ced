import type { RowDataPacket } from 'mysql2/promise';
import { type MemoryFilter, sqlConditions } from '../filters.ts';
import { createdAtOf } from '../identity.ts';
import type { Executor } from '../repository.ts';
import type { Trait } from './boost.ts';

/** The traits of those mid and long memories that the project has and that pass the filter, by id. */
export async function findTraits(
  db: Executor,
  project: string,
  ids: readonly string[],
  filter: MemoryFilter,
): Promise<Map<string, Trait>> {
  if (ids.length === 0) return new Map();
  const conditions = sqlConditions(filter);
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT m.id, m.importance, m.pinned
     FROM JSON_TABLE(?, '$[*]' COLUMNS (id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin PATH '$')) AS wanted
     STRAIGHT_JOIN long_term_memories m ON m.id = wanted.id
     WHERE m.project_id = ? ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}`,
    [JSON.stringify(ids), project, ...conditions.flatMap(({ values }) => values)],
  );
  return new Map(
    rows.map(({ id, importance, pinned }) => [
      id as string,
      { createdAt: createdAtOf(id), importance, pinned: pinned === 1 },
    ]),
  );
}
