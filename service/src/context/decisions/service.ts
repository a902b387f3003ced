import { commonConditions, equals } from '../conditions.ts';
import { type ContextDependencies, newEntity } from '../dependencies.ts';
import { createEntities } from '../entities.ts';
import type { DecisionService } from '../service.ts';
import { cleaned } from '../texts.ts';
import { decisionContent } from './content.ts';
import type { Decision, DecisionInput, DecisionQuery } from './schemas.ts';
import { assertCurrent, closeGap, supersede } from './succession.ts';
import { decisionTable } from './table.ts';

export function createDecisionService({ mysql, guards }: ContextDependencies): DecisionService {
  const decisions = createEntities(mysql, decisionTable, 'decisions', 'DECISION_NOT_FOUND');
  return {
    record: async (project, input) => {
      const decision = draft(project, cleaned(input, guards));
      return decisions.add(decision, (connection) => supersede(connection, decision));
    },
    get: decisions.get,
    list: async (project, query) => {
      const { items, nextCursor } = await decisions.page(project, query, conditions(project, query));
      return { decisions: items, nextCursor };
    },
    update: async (project, id, input) => {
      const changes = cleaned(input, guards);
      return decisions.change(project, id, (decision) => {
        if (changes.status !== undefined) assertCurrent(decision);
        return { ...decision, ...changes, updatedAt: new Date().toISOString() };
      });
    },
    remove: (project, id) => decisions.remove(project, id, closeGap),
  };
}

function draft(project: string, input: DecisionInput): Decision {
  const { id, now } = newEntity();
  return { id, project, ...decisionContent(input), createdAt: now, updatedAt: now };
}

const conditions = (project: string, query: DecisionQuery) => [
  ...commonConditions('decision', project, query),
  ...equals('status', query.status),
];
