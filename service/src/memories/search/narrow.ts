import type { RowDataPacket } from 'mysql2/promise';
import { type MemoryFilter, sqlConditions } from '../filters.ts';
import type { Executor } from '../repository.ts';

/** An index search is told the ids that pass a filter when they are not more than this. */
const MAX_IDS = 1000;

export interface Narrowed {
  /** The only memories to look at; undefined = all of the project. */
  ids?: string[];
  /** false: the index will also give some that do not pass the filter. */
  complete: boolean;
}

/** What the index must be told for the parts of a filter that only MySQL knows: session, source, pin, verification. */
export async function idsForIndex(db: Executor, project: string, filter: MemoryFilter): Promise<Narrowed> {
  const { sessionId, source, pinned, verifiedSince } = filter;
  if ([sessionId, source, pinned, verifiedSince].every((part) => part === undefined))
    return { complete: true };
  const conditions = sqlConditions(filter);
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT m.id FROM long_term_memories m
     WHERE m.project_id = ? ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')} LIMIT ${MAX_IDS + 1}`,
    [project, ...conditions.flatMap(({ values }) => values)],
  );
  if (rows.length > MAX_IDS) return { complete: false };
  return { ids: rows.map(({ id }) => id as string), complete: true };
}
