import type { RowDataPacket } from 'mysql2/promise';
import type { Executor } from '../memories/repository.ts';
import { findPatterns } from './patterns.ts';
import type { ErrorStats } from './stats-schemas.ts';

const TOP = 10;
const DAY_MS = 86_400_000;

/** @param days how many days up to today perDay and mostFrequent cover */
export async function errorStats(db: Executor, project: string, days: number): Promise<ErrorStats> {
  const since = new Date(Date.now() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  const rows = async (sql: string, values: string[]) => (await db.execute<RowDataPacket[]>(sql, values))[0];
  const [totals, attempts, perDay, byType, top] = await Promise.all([
    rows(
      `SELECT COUNT(*) AS patterns, COALESCE(SUM(occurrences), 0) AS occurrences FROM error_patterns
       WHERE project_id = ?`,
      [project],
    ),
    rows(
      `SELECT COUNT(*) AS solutions, COALESCE(SUM(successes), 0) AS successes, COALESCE(SUM(failures), 0) AS failures,
         COUNT(DISTINCT IF(successes > 0, error_id, NULL)) AS solved FROM error_solutions WHERE project_id = ?`,
      [project],
    ),
    rows(
      `SELECT DATE_FORMAT(day, '%Y-%m-%d') AS day, SUM(occurrences) AS occurrences FROM error_days
       WHERE project_id = ? AND day >= ? GROUP BY day ORDER BY day`,
      [project, since],
    ),
    rows(
      `SELECT type, COUNT(*) AS patterns, SUM(occurrences) AS occurrences FROM error_patterns WHERE project_id = ?
       GROUP BY type ORDER BY occurrences DESC, type LIMIT ${TOP}`,
      [project],
    ),
    rows(
      `SELECT error_id FROM error_days WHERE project_id = ? AND day >= ? GROUP BY error_id
       ORDER BY SUM(occurrences) DESC, error_id LIMIT ${TOP}`,
      [project, since],
    ),
  ]);
  const ids = top.map((row) => String(row.error_id));
  const patterns = await findPatterns(db, project, ids);
  return {
    patterns: Number(totals[0]?.patterns),
    occurrences: Number(totals[0]?.occurrences),
    solved: Number(attempts[0]?.solved),
    solutions: Number(attempts[0]?.solutions),
    successes: Number(attempts[0]?.successes),
    failures: Number(attempts[0]?.failures),
    perDay: perDay.map((row) => ({ day: row.day, occurrences: Number(row.occurrences) })),
    byType: byType.map((row) => ({
      type: row.type,
      patterns: Number(row.patterns),
      occurrences: Number(row.occurrences),
    })),
    mostFrequent: ids.flatMap((id) => patterns.get(id) ?? []),
  };
}
