import type { MemoryService } from '../../memories/service.ts';
import { commonConditions, equals } from '../conditions.ts';
import { type ContextDependencies, newEntity } from '../dependencies.ts';
import { createEntities } from '../entities.ts';
import type { SessionService } from '../service.ts';
import { cleaned } from '../texts.ts';
import type { SessionQuery } from './schemas.ts';
import { sessionTable } from './table.ts';

const STATES = { open: 'e.ended_at IS NULL', ended: 'e.ended_at IS NOT NULL' };

export function createSessionService(
  { mysql, guards }: ContextDependencies,
  memories: Pick<MemoryService, 'list'>,
): SessionService {
  const sessions = createEntities(mysql, sessionTable, 'sessions', 'SESSION_NOT_FOUND');
  return {
    start: async (project, input, by) => {
      const { title = null, userId = by } = cleaned(input, guards);
      const { id, now } = newEntity();
      return sessions.add({ id, project, userId, title, summary: null, startedAt: now, endedAt: null });
    },
    get: sessions.get,
    list: async (project, query) => {
      const { items, nextCursor } = await sessions.page(project, query, conditions(project, query));
      return { sessions: items, nextCursor };
    },
    update: async (project, id, input) => {
      const changes = cleaned(input, guards);
      return sessions.change(project, id, (session) => ({ ...session, ...changes }));
    },
    end: async (project, id, input) => {
      const summary = cleaned(input, guards);
      const now = new Date().toISOString();
      return sessions.change(project, id, (session) => ({
        ...session,
        ...summary,
        endedAt: session.endedAt ?? now,
      }));
    },
    memories: async (project, id, page) => {
      await sessions.get(project, id);
      return memories.list(project, { ...page, sessionId: id });
    },
    remove: (project, id) => sessions.remove(project, id),
  };
}

const conditions = (project: string, { q, userId, state }: SessionQuery) => [
  ...commonConditions('session', project, { q }),
  ...equals('user_id', userId),
  ...(state === undefined ? [] : [{ sql: STATES[state], values: [] }]),
];
