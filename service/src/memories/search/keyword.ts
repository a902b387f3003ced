import type { RowDataPacket } from 'mysql2/promise';
import { type MemoryFilter, sqlConditions } from '../filters.ts';
import type { Executor } from '../repository.ts';
import type { KeywordCandidate } from './coverage.ts';

/** The mid and long memories of a project that share most with the terms, by MySQL's relevance. */
export async function keywordCandidates(
  db: Executor,
  project: string,
  terms: readonly string[],
  filter: MemoryFilter,
  limit: number,
): Promise<KeywordCandidate[]> {
  if (terms.length === 0) return [];
  const conditions = sqlConditions(filter);
  // The memories' own table is read only for what the terms do not know.
  const join = conditions.length > 0 ? 'JOIN long_term_memories m ON m.id = t.memory_id' : '';
  const asked = terms.join(' ');
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT t.memory_id, t.terms, MATCH(t.terms) AGAINST(? IN BOOLEAN MODE) AS relevance
     FROM memory_terms t ${join}
     WHERE MATCH(t.terms) AGAINST(? IN BOOLEAN MODE) AND t.project_id = ?
       ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}
     ORDER BY relevance DESC LIMIT ${limit}`,
    [asked, asked, project, ...conditions.flatMap(({ values }) => values)],
  );
  return rows.map((row) => ({ id: row.memory_id, terms: new Set(String(row.terms).split(' ')) }));
}
