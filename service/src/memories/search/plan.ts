import { AppError } from '../../errors.ts';
import { assertTimes, type MemoryFilter } from '../filters.ts';
import { decodePosition, type Question, type SearchPosition } from './cursor.ts';
import { ANSWER_BYTES, type SearchInput, type SearchMode } from './schemas.ts';
import { resolveWhen, type TimeRange } from './when/resolve.ts';

const DEFAULT_LIMIT = 10;

/** A search made ready to be carried out. */
export interface SearchPlan {
  project: string;
  query: string;
  mode: SearchMode;
  filter: MemoryFilter;
  minScore: number;
  limit: number;
  /** Bound of the results as JSON. */
  maxBytes: number;
  maxTokens: number | undefined;
  /** What `when` stands for. */
  period?: TimeRange;
  /** The moment the ranking belongs to, the same on every page. Milliseconds since 1970. */
  at: number;
  after?: SearchPosition;
  /** What a cursor is bound to. */
  question: Question;
}

/** @throws AppError INVALID_REQUEST, INVALID_CURSOR */
export function planSearch(project: string, input: SearchInput, now = Date.now()): SearchPlan {
  const {
    cursor,
    limit = DEFAULT_LIMIT,
    maxBytes = ANSWER_BYTES.fallback,
    maxTokens,
    explain: _shownOnly,
    ...question
  } = input;
  const { query, mode = 'hybrid', minScore = 0, when, timezone, ...filter } = question;
  assertTimes(filter);
  assertTogether(input);
  const after = cursor === undefined ? undefined : decodePosition(project, question, cursor);
  const at = after?.at ?? now;
  const period = when === undefined ? undefined : resolveWhen(when, timezone, new Date(at));
  const until = period?.until ?? filter.until;
  return {
    project,
    query,
    mode,
    filter: { ...filter, ...period, ...(after ? { until: earlier(at + 1, until) } : {}) },
    minScore,
    limit,
    maxBytes,
    maxTokens,
    ...(period ? { period } : {}),
    at,
    ...(after ? { after } : {}),
    question,
  };
}

function assertTogether({ when, timezone, since, until }: SearchInput): void {
  const refuse = (field: string, message: string) => {
    throw new AppError('INVALID_REQUEST', { message, details: { field } });
  };
  if (when !== undefined && (since !== undefined || until !== undefined))
    refuse('when', 'when cannot be combined with since or until; give one or the other');
  if (when === undefined && timezone !== undefined)
    refuse('timezone', 'timezone goes with when, which is not given');
}

/** On later pages what was stored after the first one would shift the ranking. */
const earlier = (ms: number, until: string | undefined): string =>
  new Date(Math.min(ms, until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until))).toISOString();
