import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Solution } from '../../firewall/schemas.ts';
import { findSameSolution, insertSolution } from '../../firewall/solutions.ts';
import { derivedId } from '../derived-id.ts';
import type { Places } from '../places.ts';
import { sessionAt } from './table-entity.ts';

/** Adds the solutions that an error lacks. @returns how many */
export async function writeSolutions(
  connection: PoolConnection,
  project: string,
  errorId: string,
  solutions: readonly Solution[],
  places: Places,
): Promise<number> {
  const taken = await takenIds(connection, solutions);
  let added = 0;
  for (const solution of solutions) {
    if (await findSameSolution(connection, project, errorId, solution.description)) continue;
    const id = taken.has(solution.id) ? derivedId(project, solution.id) : solution.id;
    const sessionId = sessionAt(solution.sessionId, places);
    await insertSolution(connection, project, { ...solution, id, errorId, sessionId });
    added += 1;
  }
  return added;
}

/** Those ids that are in use, in whatever project. */
async function takenIds(connection: PoolConnection, solutions: readonly Solution[]): Promise<Set<string>> {
  if (solutions.length === 0) return new Set();
  const [rows] = await connection.query<RowDataPacket[]>('SELECT id FROM error_solutions WHERE id IN (?)', [
    solutions.map(({ id }) => id),
  ]);
  return new Set(rows.map(({ id }) => String(id)));
}
