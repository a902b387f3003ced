import { Type } from 'typebox';
import { Decision, DecisionInput, DecisionPage, DecisionQuery } from '../../context/decisions/schemas.ts';
import { fittingItem, fittingPage } from '../answer/page.ts';
import { object, shown } from '../answer/schemas.ts';
import { ADDS, defineTool, ProjectInput, projectOf, READS } from '../tool.ts';

export const decisionRecord = defineTool({
  name: 'decision_record',
  title: 'Record a decision',
  description:
    'Keeps a design decision with its reasons and the alternatives. With supersedes it takes the place of an earlier one.',
  scope: 'write',
  annotations: ADDS,
  input: object({ project: ProjectInput, ...DecisionInput.properties }),
  output: shown(Decision),
  run: async (context, { project, ...input }) =>
    fittingItem(await context.projectContext.decisions.record(projectOf(context, project), input)),
});

export const decisionList = defineTool({
  name: 'decision_list',
  title: 'List decisions',
  description: 'Lists design decisions, newest first. Pass nextCursor as cursor to go on.',
  scope: 'read',
  annotations: READS,
  input: object({ project: ProjectInput, ...DecisionQuery.properties }),
  output: object({ ...DecisionPage.properties, decisions: Type.Array(shown(Decision)) }),
  run: (context, { project, ...query }) =>
    fittingPage('decisions', query.limit, (limit) =>
      context.projectContext.decisions.list(projectOf(context, project), { ...query, limit }),
    ),
});
