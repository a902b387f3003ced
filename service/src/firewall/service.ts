import type {
  AddedSolution,
  ErrorPage,
  ErrorPattern,
  ErrorQuery,
  FindErrors,
  RecordError,
  RecordedError,
  SimilarErrors,
  Solution,
  SolutionChanges,
  SolutionInput,
} from './schemas.ts';
import type { ErrorStats, StatsQuery } from './stats-schemas.ts';

/**
 * Errors that a project has met, and what helped. Inputs are taken to have passed their schema.
 * Every method @throws AppError ERROR_NOT_FOUND, SOLUTION_NOT_FOUND, STORE_UNAVAILABLE
 */
export interface ErrorFirewall {
  /** Counts an error under its pattern and gives back what is known to help. */
  record(project: string, input: RecordError): Promise<RecordedError>;
  get(project: string, id: string): Promise<ErrorPattern>;
  /** Newest pattern first. @throws AppError INVALID_CURSOR, INVALID_REQUEST */
  list(project: string, query: ErrorQuery): Promise<ErrorPage>;
  /** The same pattern, then similar ones, best first. Without vectors it answers by words, `degraded: true`. */
  findSimilar(project: string, input: FindErrors): Promise<SimilarErrors>;
  /** Deletes a pattern with its solutions and counts; its vector follows through the outbox. */
  remove(project: string, id: string): Promise<void>;
  addSolution(project: string, errorId: string, input: SolutionInput): Promise<AddedSolution>;
  /** The best first: by how surely they help. */
  solutions(project: string, errorId: string): Promise<Solution[]>;
  updateSolution(project: string, errorId: string, id: string, changes: SolutionChanges): Promise<Solution>;
  removeSolution(project: string, errorId: string, id: string): Promise<void>;
  stats(project: string, query: StatsQuery): Promise<ErrorStats>;
}
