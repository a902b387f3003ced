import { Type } from 'typebox';
import { Note, NoteInput, NotePage, NoteQuery } from '../../context/notes/schemas.ts';
import { fittingItem, fittingPage } from '../answer/page.ts';
import { object, shown } from '../answer/schemas.ts';
import { ADDS, defineTool, ProjectInput, projectOf, READS } from '../tool.ts';

export const noteAdd = defineTool({
  name: 'note_add',
  title: 'Add a note',
  description: 'Writes a note about the project, for people and agents to read and keep up to date.',
  scope: 'write',
  annotations: ADDS,
  input: object({ project: ProjectInput, ...NoteInput.properties }),
  output: shown(Note),
  run: async (context, { project, ...input }) =>
    fittingItem(await context.projectContext.notes.add(projectOf(context, project), input)),
});

export const noteList = defineTool({
  name: 'note_list',
  title: 'List notes',
  description: 'Lists notes, newest first. Pass nextCursor as cursor to go on.',
  scope: 'read',
  annotations: READS,
  input: object({ project: ProjectInput, ...NoteQuery.properties }),
  output: object({ ...NotePage.properties, notes: Type.Array(shown(Note)) }),
  run: (context, { project, ...query }) =>
    fittingPage('notes', query.limit, (limit) =>
      context.projectContext.notes.list(projectOf(context, project), { ...query, limit }),
    ),
});
