import type { RowDataPacket } from 'mysql2/promise';
import type { SqlCondition } from '../memories/filters.ts';
import type { Executor } from '../memories/repository.ts';
import { type KeywordHit, rankByCoverage } from '../memories/search/coverage.ts';
import { documentTerms, queryTerms } from '../memories/search/terms.ts';
import { TOKENIZER_VERSION } from '../memories/search/tokens.ts';

/** What has rows in context_terms. */
export type TermKind = 'session' | 'todo' | 'decision' | 'note' | 'error';

export interface TermOwner {
  kind: TermKind;
  id: string;
  project: string;
}

/** Writes what an entity is found by, in place of what there was. */
export async function putTerms(
  db: Executor,
  { kind, id, project }: TermOwner,
  texts: readonly (string | null)[],
): Promise<void> {
  const terms = documentTerms(project, texts.filter((text) => text !== null).join('\n'));
  await db.execute(
    `INSERT INTO context_terms (kind, entity_id, project_id, tokenizer, terms) VALUES (?, ?, ?, ?, ?) AS new
     ON DUPLICATE KEY UPDATE tokenizer = new.tokenizer, terms = new.terms`,
    [kind, id, project, TOKENIZER_VERSION, terms.join(' ')],
  );
}

export async function removeTerms(db: Executor, { kind, id, project }: TermOwner): Promise<void> {
  await db.execute('DELETE FROM context_terms WHERE kind = ? AND entity_id = ? AND project_id = ?', [
    kind,
    id,
    project,
  ]);
}

/** The condition, for a table named e, that an entity has every word of the query. A query of marks alone finds nothing. */
export function hasWords(kind: TermKind, project: string, query: string): SqlCondition {
  const terms = queryTerms(project, query);
  if (terms.length === 0) return { sql: 'FALSE', values: [] };
  return {
    sql: `e.id IN (SELECT entity_id FROM context_terms
       WHERE kind = ? AND project_id = ? AND MATCH(terms) AGAINST(? IN BOOLEAN MODE))`,
    values: [kind, project, terms.map((term) => `+${term}`).join(' ')],
  };
}

/** More than a caller keeps, to rank again and to tell rare words from common ones. */
const MAX_CANDIDATES = 60;

/**
 * The entities that share words with a text, best first, with the share of the text's words that each has (above 0, up
 * to 1; rare words weigh more).
 */
export async function rankByWords(
  db: Executor,
  kind: TermKind,
  project: string,
  text: string,
): Promise<KeywordHit[]> {
  const terms = queryTerms(project, text);
  if (terms.length === 0) return [];
  const asked = terms.join(' ');
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT entity_id, terms, MATCH(terms) AGAINST(? IN BOOLEAN MODE) AS relevance FROM context_terms
     WHERE MATCH(terms) AGAINST(? IN BOOLEAN MODE) AND kind = ? AND project_id = ?
     ORDER BY relevance DESC LIMIT ${MAX_CANDIDATES}`,
    [asked, asked, kind, project],
  );
  const candidates = rows.map((row) => ({ id: row.entity_id, terms: new Set(String(row.terms).split(' ')) }));
  return rankByCoverage(terms, candidates);
}
