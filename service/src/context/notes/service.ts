import { commonConditions, equals } from '../conditions.ts';
import { type ContextDependencies, newEntity } from '../dependencies.ts';
import { createEntities } from '../entities.ts';
import type { NoteService } from '../service.ts';
import { cleaned } from '../texts.ts';
import { noteContent } from './content.ts';
import type { Note, NoteInput, NoteQuery } from './schemas.ts';
import { noteTable } from './table.ts';

export function createNoteService({ mysql, guards }: ContextDependencies): NoteService {
  const notes = createEntities(mysql, noteTable, 'notes', 'NOTE_NOT_FOUND');
  return {
    add: async (project, input) => notes.add(draft(project, cleaned(input, guards))),
    get: notes.get,
    list: async (project, query) => {
      const { items, nextCursor } = await notes.page(project, query, conditions(project, query));
      return { notes: items, nextCursor };
    },
    update: async (project, id, input) => {
      const changes = cleaned(input, guards);
      const updatedAt = new Date().toISOString();
      return notes.change(project, id, (note) => ({ ...note, ...changes, updatedAt }));
    },
    remove: (project, id) => notes.remove(project, id),
  };
}

function draft(project: string, input: NoteInput): Note {
  const { id, now } = newEntity();
  return { id, project, ...noteContent(input), createdAt: now, updatedAt: now };
}

const conditions = (project: string, query: NoteQuery) => [
  ...commonConditions('note', project, query),
  ...equals('pinned', query.pinned === undefined ? undefined : Number(query.pinned)),
];
