import { createHash } from 'node:crypto';
import type { ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { isoTime } from '../context/table.ts';
import type { Executor } from '../memories/repository.ts';
import type { Solution } from './schemas.ts';

const COLUMNS = 'id, error_id, description, successes, failures, session_id, created_at, updated_at';

function toSolution(row: RowDataPacket): Solution {
  const tries = row.successes + row.failures;
  return {
    id: row.id,
    errorId: row.error_id,
    description: row.description,
    successes: row.successes,
    failures: row.failures,
    successRate: tries === 0 ? null : row.successes / tries,
    sessionId: row.session_id,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTime(row.updated_at),
  };
}

/** How surely it helps: one not tried yet stands between one that helped and one that failed. */
const promise = ({ successes, failures }: Solution) => (successes + 1) / (successes + failures + 2);

const hashOf = (description: string) => createHash('sha256').update(description).digest();

/** @throws ER_DUP_ENTRY when the error has the same solution already */
export async function insertSolution(db: Executor, project: string, solution: Solution): Promise<void> {
  await db.execute(
    `INSERT INTO error_solutions (id, error_id, project_id, description, description_hash, successes, failures,
       session_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      solution.id,
      solution.errorId,
      project,
      solution.description,
      hashOf(solution.description),
      solution.successes,
      solution.failures,
      solution.sessionId,
      new Date(solution.createdAt),
      new Date(solution.updatedAt),
    ],
  );
}

export async function findSameSolution(
  db: Executor,
  project: string,
  errorId: string,
  description: string,
): Promise<Solution | null> {
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT ${COLUMNS} FROM error_solutions WHERE error_id = ? AND description_hash = ? AND project_id = ?`,
    [errorId, hashOf(description), project],
  );
  return rows[0] ? toSolution(rows[0]) : null;
}

export async function findSolution(
  db: Executor,
  project: string,
  errorId: string,
  id: string,
): Promise<Solution | null> {
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT ${COLUMNS} FROM error_solutions WHERE id = ? AND error_id = ? AND project_id = ?`,
    [id, errorId, project],
  );
  return rows[0] ? toSolution(rows[0]) : null;
}

/** Of each error its solutions, the most promising first. */
export async function solutionsOf(
  db: Executor,
  project: string,
  errorIds: readonly string[],
): Promise<Map<string, Solution[]>> {
  if (errorIds.length === 0) return new Map();
  const [rows] = await db.execute<RowDataPacket[]>(
    `SELECT ${COLUMNS} FROM error_solutions WHERE error_id IN (${errorIds.map(() => '?').join(', ')}) AND project_id = ?`,
    [...errorIds, project],
  );
  const sorted = rows.map(toSolution).sort((a, b) => promise(b) - promise(a) || (a.id < b.id ? 1 : -1));
  return Map.groupBy(sorted, ({ errorId }) => errorId);
}

/** Adds to the counts and replaces the description. @throws ER_DUP_ENTRY when the error has that solution already */
export async function changeSolution(
  db: Executor,
  project: string,
  solution: Solution,
  { successes, failures, description }: { successes: number; failures: number; description: string },
): Promise<void> {
  await db.execute(
    `UPDATE error_solutions SET successes = successes + ?, failures = failures + ?, description = ?,
       description_hash = ?, updated_at = ? WHERE id = ? AND project_id = ?`,
    [successes, failures, description, hashOf(description), new Date(), solution.id, project],
  );
}

/** @returns whether it was there */
export async function deleteSolution(
  db: Executor,
  project: string,
  errorId: string,
  id: string,
): Promise<boolean> {
  const [result] = await db.execute<ResultSetHeader>(
    'DELETE FROM error_solutions WHERE id = ? AND error_id = ? AND project_id = ?',
    [id, errorId, project],
  );
  return result.affectedRows === 1;
}
