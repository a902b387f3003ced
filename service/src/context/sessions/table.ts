import { timeOrNull } from '../../database/times.ts';
import { createTable, isoTime, isoTimeOrNull } from '../table.ts';
import type { Session } from './schemas.ts';

export const sessionTable = createTable<Session>({
  table: 'project_sessions',
  kind: 'session',
  columns: ['user_id', 'title', 'summary', 'started_at', 'ended_at'],
  values: ({ userId, title, summary, startedAt, endedAt }) => [
    userId,
    title,
    summary,
    new Date(startedAt),
    timeOrNull(endedAt),
  ],
  fromRow: (row) => ({
    id: row.id,
    project: row.project_id,
    userId: row.user_id,
    title: row.title,
    summary: row.summary,
    startedAt: isoTime(row.started_at),
    endedAt: isoTimeOrNull(row.ended_at),
  }),
  texts: ({ title, summary }) => [title, summary],
});
