import { Type } from 'typebox';
import { AppError } from '../../errors.ts';
import {
  AddedSolution,
  ErrorId,
  Solution,
  SolutionChanges,
  SolutionId,
  SolutionList,
} from '../../firewall/schemas.ts';
import { ITEM_BYTES } from '../answer/budget.ts';
import { fit } from '../answer/fit.ts';
import { fittingItem } from '../answer/page.ts';
import { object, shown } from '../answer/schemas.ts';
import { changesOf } from '../changes.ts';
import { defineTool, ProjectInput, projectOf, READS, REPLACES } from '../tool.ts';

export const errorSolutionGet = defineTool({
  name: 'error_solution_get',
  title: 'Solutions of an error',
  description: 'Gives the solutions of an error, the best first, and how often each helped.',
  scope: 'read',
  annotations: READS,
  input: object({ project: ProjectInput, errorId: ErrorId }),
  output: object({ ...SolutionList.properties, solutions: Type.Array(shown(Solution)) }),
  async run(context, { project, errorId }) {
    const solutions = await context.firewall.solutions(projectOf(context, project), errorId);
    return { solutions: fit(solutions, ITEM_BYTES) };
  },
});

export const errorSolutionUpdate = defineTool({
  name: 'error_solution_update',
  title: 'Add or judge a solution',
  description:
    'Without solutionId: adds a solution to an error (description). With it: counts an attempt (outcome success or failure) or changes its description.',
  scope: 'write',
  annotations: { ...REPLACES, idempotentHint: false },
  input: object({
    project: ProjectInput,
    errorId: ErrorId,
    solutionId: Type.Optional(SolutionId),
    ...SolutionChanges.properties,
  }),
  output: object({ ...AddedSolution.properties, solution: shown(Solution) }),
  async run(context, { project: asked, errorId, solutionId, ...changes }) {
    const { firewall } = context;
    const project = projectOf(context, asked);
    const judge = async (id: string, change: SolutionChanges) =>
      fittingItem(await firewall.updateSolution(project, errorId, id, changesOf(SolutionChanges, change)));
    if (solutionId !== undefined) return { solution: await judge(solutionId, changes), created: false };

    const { description, outcome } = changes;
    if (description === undefined) {
      throw new AppError('INVALID_REQUEST', { message: 'description is missing: a new solution needs one' });
    }
    const { solution, created } = await firewall.addSolution(project, errorId, { description });
    return { solution: outcome ? await judge(solution.id, { outcome }) : fittingItem(solution), created };
  },
});
