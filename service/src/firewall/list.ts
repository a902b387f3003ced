import { commonConditions, equals } from '../context/conditions.ts';
import { olderThan } from '../context/paging.ts';
import { filterTime } from '../context/times.ts';
import type { SqlCondition } from '../memories/filters.ts';
import type { ErrorQuery } from './schemas.ts';

const HELPED = 'EXISTS (SELECT 1 FROM error_solutions s WHERE s.error_id = e.id AND s.successes > 0)';

/** The conditions of a list of errors, for a table named e. @throws AppError INVALID_CURSOR, INVALID_REQUEST */
export function listConditions(project: string, query: ErrorQuery): SqlCondition[] {
  const { type, tag, solved, since, q, cursor } = query;
  return [
    ...commonConditions('error', project, { tag, q }),
    ...equals('type', type),
    ...(solved === undefined ? [] : [{ sql: solved ? HELPED : `NOT ${HELPED}`, values: [] }]),
    ...(since === undefined ? [] : [{ sql: 'e.last_seen_at >= ?', values: [filterTime('since', since)] }]),
    ...(cursor === undefined ? [] : [olderThan(cursor)]),
  ];
}
