import type { Pool, RowDataPacket } from 'mysql2/promise';
import { selectPatterns } from '../../firewall/patterns.ts';
import type { ErrorPattern, Solution } from '../../firewall/schemas.ts';
import { solutionsOf } from '../../firewall/solutions.ts';
import type { ExportSource } from '../export-source.ts';

const PAGE = 50;
/** A line stays far below the longest that an import takes, whatever is escaped in it. */
const PART_LENGTH = 100_000;

/** Errors with their solutions and counts, oldest first. */
export const errorSource: ExportSource = async function* ({ mysql }, project) {
  let last = '';
  for (;;) {
    const after = { sql: 'e.id > ?', values: [last] };
    const errors = await selectPatterns(mysql, project, [after], 'e.id', PAGE);
    const ids = errors.map(({ id }) => id);
    const solutions = await solutionsOf(mysql, project, ids);
    const days = await daysOf(mysql, project, ids);
    for (const error of errors)
      yield* linesOf(error, days.get(error.id) ?? {}, solutions.get(error.id) ?? []);
    last = ids.at(-1) ?? '';
    if (errors.length < PAGE) return;
  }
};

function* linesOf(error: ErrorPattern, days: Record<string, number>, solutions: Solution[]) {
  // What is left out follows from the rest.
  const { project: _project, pattern: _pattern, solutions: _count, ...fields } = error;
  for (const part of parts(solutions)) yield { kind: 'error', ...fields, days, solutions: part };
}

/** The solutions in as many parts as there have to be lines, at least one. */
function parts(solutions: Solution[]): object[][] {
  const found: object[][] = [[]];
  let length = 0;
  for (const { errorId: _errorId, successRate: _rate, ...solution } of solutions) {
    length += solution.description.length;
    if (length > PART_LENGTH) {
      found.push([]);
      length = solution.description.length;
    }
    found.at(-1)?.push(solution);
  }
  return found;
}

async function daysOf(
  mysql: Pool,
  project: string,
  ids: readonly string[],
): Promise<Map<string, Record<string, number>>> {
  const found = new Map<string, Record<string, number>>();
  if (ids.length === 0) return found;
  const [rows] = await mysql.query<RowDataPacket[]>(
    `SELECT error_id, DATE_FORMAT(day, '%Y-%m-%d') AS day, occurrences FROM error_days
     WHERE project_id = ? AND error_id IN (?) ORDER BY error_id, day`,
    [project, ids],
  );
  for (const { error_id: id, day, occurrences } of rows)
    found.set(id, { ...found.get(id), [day]: occurrences });
  return found;
}
