import { noteContent } from '../../context/notes/content.ts';
import type { Note } from '../../context/notes/schemas.ts';
import { noteTable } from '../../context/notes/table.ts';
import { keptTime } from '../../context/times.ts';
import type { EntityKind } from './entity.ts';
import { NoteLine } from './lines.ts';
import { sessionAt, sessionMention, tableEntity, tableSource } from './table-entity.ts';

export const notes: EntityKind = {
  kind: 'note',
  schema: NoteLine,
  source: tableSource('note', noteTable),
  read(project, line: NoteLine) {
    const note: Note = {
      id: line.id,
      project,
      ...noteContent(line),
      createdAt: keptTime('createdAt', line.createdAt),
      updatedAt: keptTime('updatedAt', line.updatedAt),
    };
    return tableEntity('note', noteTable, note, sessionMention(note.sessionId), (same, places) => ({
      ...same,
      sessionId: sessionAt(same.sessionId, places),
    }));
  },
};
