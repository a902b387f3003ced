import { AppError } from '../../errors.ts';
import { assertTimes, type MemoryFilter } from '../filters.ts';
import { decodePosition, type SearchPosition } from './cursor.ts';
import type { SearchInput } from './schemas.ts';
import { resolveWhen, type TimeRange } from './when/resolve.ts';

/** A search made ready to be carried out. */
export interface SearchPlan {
  filter: MemoryFilter;
  /** What `when` stands for. */
  period?: TimeRange;
  /** The moment the ranking belongs to, the same on every page. Milliseconds since 1970. */
  at: number;
  after?: SearchPosition;
}

/** @throws AppError INVALID_REQUEST, INVALID_CURSOR */
export function planSearch(project: string, input: SearchInput, now = Date.now()): SearchPlan {
  const { cursor, limit: _limit, maxBytes: _bytes, explain: _explain, ...question } = input;
  const { query: _query, mode: _mode, minScore: _score, when, timezone, ...filter } = question;
  assertTimes(filter);
  if (when !== undefined && (filter.since !== undefined || filter.until !== undefined)) {
    throw new AppError('INVALID_REQUEST', {
      message: 'when cannot be combined with since or until; give one or the other',
      details: { field: 'when' },
    });
  }
  if (when === undefined && timezone !== undefined) {
    throw new AppError('INVALID_REQUEST', {
      message: 'timezone goes with when, which is not given',
      details: { field: 'timezone' },
    });
  }
  const after = cursor === undefined ? undefined : decodePosition(project, question, cursor);
  const at = after?.at ?? now;
  const period = when === undefined ? undefined : resolveWhen(when, timezone, new Date(at));
  return {
    filter: { ...filter, ...period, ...(after ? { until: upTo(at, period?.until ?? filter.until) } : {}) },
    ...(period ? { period } : {}),
    at,
    ...(after ? { after } : {}),
  };
}

/** What came after the first page would shift the ones to come. */
const upTo = (at: number, until: string | undefined): string =>
  new Date(
    Math.min(at + 1, until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until)),
  ).toISOString();
