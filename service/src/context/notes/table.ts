import { createTable, isoTime } from '../table.ts';
import type { Note } from './schemas.ts';

export const noteTable = createTable<Note>({
  table: 'notes',
  kind: 'note',
  columns: ['title', 'content', 'pinned', 'tags', 'session_id', 'created_at', 'updated_at'],
  values: (note) => [
    note.title,
    note.content,
    note.pinned,
    JSON.stringify(note.tags),
    note.sessionId,
    new Date(note.createdAt),
    new Date(note.updatedAt),
  ],
  fromRow: (row) => ({
    id: row.id,
    project: row.project_id,
    title: row.title,
    content: row.content,
    pinned: row.pinned === 1,
    tags: row.tags,
    sessionId: row.session_id,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTime(row.updated_at),
  }),
  texts: ({ title, content }) => [title, content],
});
