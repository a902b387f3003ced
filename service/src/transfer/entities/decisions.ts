import { decisionContent } from '../../context/decisions/content.ts';
import type { Decision } from '../../context/decisions/schemas.ts';
import { decisionTable } from '../../context/decisions/table.ts';
import { keptTime } from '../../context/times.ts';
import type { Mention, Places } from '../places.ts';
import type { EntityKind } from './entity.ts';
import { DecisionLine } from './lines.ts';
import { sessionAt, sessionMention, tableEntity, tableSource } from './table-entity.ts';

const mention = (id: string | null): Mention[] => (id === null ? [] : [{ kind: 'decision', id }]);
const decisionAt = (id: string | null, places: Places) =>
  id === null ? null : places.idOf({ kind: 'decision', id });

export const decisions: EntityKind = {
  kind: 'decision',
  schema: DecisionLine,
  source: tableSource('decision', decisionTable),
  read(project, line: DecisionLine) {
    const decision: Decision = {
      id: line.id,
      project,
      ...decisionContent(line),
      createdAt: keptTime('createdAt', line.createdAt),
      updatedAt: keptTime('updatedAt', line.updatedAt),
    };
    const references = [
      ...sessionMention(decision.sessionId),
      ...mention(decision.supersedes),
      ...mention(decision.supersededBy),
    ];
    return tableEntity('decision', decisionTable, decision, references, (same, places) => ({
      ...same,
      sessionId: sessionAt(same.sessionId, places),
      supersedes: decisionAt(same.supersedes, places),
      supersededBy: decisionAt(same.supersededBy, places),
    }));
  },
};
