import type { Pool } from 'mysql2/promise';
import type { MemoryService } from '../../memories/service.ts';
import { decisionTable } from '../decisions/table.ts';
import { noteTable } from '../notes/table.ts';
import { NEWEST_FIRST } from '../paging.ts';
import { sessionTable } from '../sessions/table.ts';
import type { Table } from '../table.ts';
import { rankByWords, type TermKind } from '../terms.ts';
import { todoTable } from '../todos/table.ts';
import { mostUrgentFirst } from '../todos/urgency.ts';
import { type Candidate, ofDecision, ofMemory, ofNote, ofSession, ofTodo } from './candidate.ts';
import type { ContextInput, Section } from './schemas.ts';

/** Candidates of a section. More than this a reader would not go through. */
const MOST = 50;
/** Weaker matches are nothing that the query asked for. */
const MIN_SCORE = 0.2;

export interface Gathered {
  candidates: Candidate[];
  degraded?: boolean;
}

export type Gather = (project: string, input: ContextInput) => Promise<Gathered>;

/** Where the candidates of each section come from, the best first. */
export function createGatherers(
  mysql: Pool,
  memories: Pick<MemoryService, 'list' | 'search'>,
): Record<Section, Gather> {
  /** The newest, after those that have words of the query. */
  async function matchingFirst<T extends { id: string; project: string }>(
    table: Table<T>,
    kind: TermKind,
    project: string,
    query: string | undefined,
    conditions: { sql: string; values: string[] }[],
  ): Promise<T[]> {
    const select = (more: typeof conditions) =>
      table.select(mysql, project, [...conditions, ...more], NEWEST_FIRST, MOST);
    const [hits, newest] = await Promise.all([
      query === undefined ? [] : rankByWords(mysql, kind, project, query),
      select([]),
    ]);
    const ids = hits.filter(({ score }) => score >= MIN_SCORE).map(({ id }) => id);
    if (ids.length === 0) return newest;
    const found = await select([{ sql: `e.id IN (${ids.map(() => '?').join(', ')})`, values: ids }]);
    found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
    return [...found, ...newest.filter(({ id }) => !ids.includes(id))];
  }

  return {
    async session(project, { sessionId, userId }) {
      const conditions = [
        { sql: 'e.ended_at IS NOT NULL AND e.summary IS NOT NULL', values: [] },
        ...(sessionId === undefined ? [] : [{ sql: 'e.id <> ?', values: [sessionId] }]),
        ...(userId === undefined ? [] : [{ sql: 'e.user_id = ?', values: [userId] }]),
      ];
      const found = await sessionTable.select(mysql, project, conditions, 'e.ended_at DESC, e.id DESC', 1);
      return { candidates: found.map(ofSession) };
    },
    async pinned(project) {
      const { memories: found } = await memories.list(project, { pinned: true, limit: MOST });
      return { candidates: found.map(ofMemory('pinned', null)) };
    },
    async todos(project) {
      const unfinished = { sql: "e.status IN ('open', 'in_progress', 'blocked')", values: [] };
      const found = await todoTable.select(mysql, project, [unfinished], mostUrgentFirst.sql, MOST);
      return { candidates: found.map(ofTodo) };
    },
    async decisions(project, { query }) {
      const standing = { sql: "e.status IN ('proposed', 'accepted')", values: [] };
      const found = await matchingFirst(decisionTable, 'decision', project, query, [standing]);
      return { candidates: found.map(ofDecision) };
    },
    async relevant(project, { query }) {
      if (query === undefined) {
        const { memories: newest } = await memories.list(project, { limit: MOST });
        return { candidates: newest.map(ofMemory('relevant', null)) };
      }
      const { results, degraded } = await memories.search(project, {
        query,
        limit: MOST,
        minScore: MIN_SCORE,
      });
      return {
        candidates: results.map(({ memory, score }) => ofMemory('relevant', score)(memory)),
        degraded,
      };
    },
    async notes(project, { query }) {
      const found = await matchingFirst(noteTable, 'note', project, query, []);
      const pinned = await noteTable.select(
        mysql,
        project,
        [{ sql: 'e.pinned = 1', values: [] }],
        NEWEST_FIRST,
        MOST,
      );
      return { candidates: [...pinned, ...found.filter((note) => !note.pinned)].map(ofNote) };
    },
  };
}
