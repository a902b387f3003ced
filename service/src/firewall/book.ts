import { newEntity, onStore } from '../context/dependencies.ts';
import { cleaned } from '../context/texts.ts';
import { mysqlCode, transaction } from '../database/transaction.ts';
import { AppError } from '../errors.ts';
import type { FirewallDependencies } from './dependencies.ts';
import { lockPattern } from './patterns.ts';
import type { ErrorPattern, Solution } from './schemas.ts';
import type { ErrorFirewall } from './service.ts';
import {
  changeSolution,
  deleteSolution,
  findSameSolution,
  findSolution,
  insertSolution,
  solutionsOf,
} from './solutions.ts';

type SolutionBook = Pick<ErrorFirewall, 'addSolution' | 'solutions' | 'updateSolution' | 'removeSolution'>;

/** The solutions of errors. @param get @throws AppError ERROR_NOT_FOUND */
export function createSolutionBook(
  { mysql, guards }: FirewallDependencies,
  get: (project: string, errorId: string) => Promise<ErrorPattern>,
): SolutionBook {
  return {
    addSolution: async (project, errorId, input) => {
      const { description, sessionId = null } = cleaned(input, guards);
      const { id, now } = newEntity();
      const counts = { successes: 0, failures: 0, successRate: null };
      const solution: Solution = {
        id,
        errorId,
        description,
        ...counts,
        sessionId,
        createdAt: now,
        updatedAt: now,
      };
      return onStore('adding a solution', () =>
        transaction(mysql, async (connection) => {
          if (!(await lockPattern(connection, project, errorId))) throw new AppError('ERROR_NOT_FOUND');
          const same = await findSameSolution(connection, project, errorId, description);
          if (same) return { solution: same, created: false };
          await insertSolution(connection, project, solution);
          return { solution, created: true };
        }),
      );
    },
    solutions: async (project, errorId) => {
      await get(project, errorId);
      return onStore('listing solutions', async () => {
        const found = await solutionsOf(mysql, project, [errorId]);
        return found.get(errorId) ?? [];
      });
    },
    updateSolution: async (project, errorId, id, changes) => {
      const { outcome, description } = cleaned(changes, guards);
      return onStore('changing a solution', () =>
        transaction(mysql, async (connection) => {
          const solution = await findSolution(connection, project, errorId, id);
          if (!solution) throw new AppError('SOLUTION_NOT_FOUND');
          await changeSolution(connection, project, solution, {
            successes: outcome === 'success' ? 1 : 0,
            failures: outcome === 'failure' ? 1 : 0,
            description: description ?? solution.description,
          }).catch(sayDuplicate);
          const changed = await findSolution(connection, project, errorId, id);
          if (!changed) throw new AppError('SOLUTION_NOT_FOUND');
          return changed;
        }),
      );
    },
    removeSolution: (project, errorId, id) =>
      onStore('deleting a solution', async () => {
        if (!(await deleteSolution(mysql, project, errorId, id))) throw new AppError('SOLUTION_NOT_FOUND');
      }),
  };
}

function sayDuplicate(error: unknown): never {
  if (mysqlCode(error) !== 'ER_DUP_ENTRY') throw error;
  throw new AppError('SOLUTION_EXISTS');
}
