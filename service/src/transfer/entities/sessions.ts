import type { Session } from '../../context/sessions/schemas.ts';
import { sessionTable } from '../../context/sessions/table.ts';
import { keptTime } from '../../context/times.ts';
import type { EntityKind } from './entity.ts';
import { SessionLine } from './lines.ts';
import { tableEntity, tableSource } from './table-entity.ts';

export const sessions: EntityKind = {
  kind: 'session',
  schema: SessionLine,
  source: tableSource('session', sessionTable),
  read(project, line: SessionLine) {
    const session: Session = {
      id: line.id,
      project,
      userId: line.userId,
      title: line.title ?? null,
      summary: line.summary ?? null,
      startedAt: keptTime('startedAt', line.startedAt),
      endedAt: line.endedAt ? keptTime('endedAt', line.endedAt) : null,
    };
    return tableEntity('session', sessionTable, session, [], (same) => same);
  },
};
