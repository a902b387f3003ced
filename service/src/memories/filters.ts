import { AppError } from '../errors.ts';
import { sqlTime } from './identity.ts';
import type { Memory, Tier } from './schemas.ts';

/** What a memory must be to be listed or found. Unset = anything. */
export interface MemoryFilter {
  tiers?: readonly Tier[] | undefined;
  type?: string | undefined;
  /** All of these. */
  tags?: readonly string[] | undefined;
  /** ISO 8601, inclusive. */
  since?: string | undefined;
  /** ISO 8601, exclusive. */
  until?: string | undefined;
  sessionId?: string | undefined;
  source?: string | undefined;
  pinned?: boolean | undefined;
  /** ISO 8601, inclusive; memories that were never verified do not pass. */
  verifiedSince?: string | undefined;
}

const TIMES = ['since', 'until', 'verifiedSince'] as const;

/**
 * Refuses times that have the form of one but name none, such as second 60.
 *
 * @throws AppError INVALID_REQUEST
 */
export function assertTimes(filter: Pick<MemoryFilter, (typeof TIMES)[number]>): void {
  for (const field of TIMES) {
    const text = filter[field];
    if (text === undefined || !Number.isNaN(Date.parse(text))) continue;
    throw new AppError('INVALID_REQUEST', { message: `${field} is not a time`, details: { field } });
  }
}

/** Conditions of SQL for a table named m, each with its values. */
export interface SqlCondition {
  sql: string;
  values: (string | number | Date)[];
}

/** The filter for MySQL. Tiers that it does not hold are left out. */
export function sqlConditions(filter: MemoryFilter): SqlCondition[] {
  const { tiers, type, tags, since, until, sessionId, source, pinned, verifiedSince } = filter;
  const conditions: SqlCondition[] = [];
  const add = (sql: string, ...values: SqlCondition['values']) => conditions.push({ sql, values });
  const durable = tiers?.filter((tier) => tier !== 'short');
  if (durable && durable.length === 1) add('m.tier = ?', durable[0] as string);
  if (type !== undefined) add('m.type = ?', type);
  if (tags && tags.length > 0) add('JSON_CONTAINS(m.tags, ?)', JSON.stringify(tags));
  if (since !== undefined) add('m.created_at >= ?', sqlTime(Date.parse(since)));
  if (until !== undefined) add('m.created_at < ?', sqlTime(Date.parse(until)));
  if (sessionId !== undefined) add('m.session_id = ?', sessionId);
  if (source !== undefined) add('CAST(m.source AS BINARY) = CAST(? AS BINARY)', source);
  if (pinned !== undefined) add('m.pinned = ?', pinned ? 1 : 0);
  if (verifiedSince !== undefined) add('m.verified_at >= ?', sqlTime(Date.parse(verifiedSince)));
  return conditions;
}

/** The same filter for a memory at hand. */
export function matches(memory: Memory, filter: MemoryFilter): boolean {
  const { tiers, type, tags, since, until, sessionId, source, pinned, verifiedSince } = filter;
  const created = Date.parse(memory.createdAt);
  return (
    (tiers === undefined || tiers.includes(memory.tier)) &&
    (type === undefined || memory.type === type) &&
    (tags ?? []).every((tag) => memory.tags.includes(tag)) &&
    (since === undefined || created >= Date.parse(since)) &&
    (until === undefined || created < Date.parse(until)) &&
    (sessionId === undefined || memory.sessionId === sessionId) &&
    (source === undefined || memory.source === source) &&
    (pinned === undefined || memory.pinned === pinned) &&
    (verifiedSince === undefined ||
      (memory.verifiedAt !== null && Date.parse(memory.verifiedAt) >= Date.parse(verifiedSince)))
  );
}
