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
}

/**
 * Refuses times that have the form of one but name none, such as second 60.
 *
 * @throws AppError INVALID_REQUEST
 */
export function assertTimes(filter: Pick<MemoryFilter, 'since' | 'until'>): void {
  for (const field of ['since', 'until'] as const) {
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
export function sqlConditions({ tiers, type, tags, since, until, sessionId }: MemoryFilter): SqlCondition[] {
  const conditions: SqlCondition[] = [];
  const add = (sql: string, ...values: (string | Date)[]) => conditions.push({ sql, values });
  const durable = tiers?.filter((tier) => tier !== 'short');
  if (durable && durable.length === 1) add('m.tier = ?', durable[0] as string);
  if (type !== undefined) add('m.type = ?', type);
  if (tags && tags.length > 0) add('JSON_CONTAINS(m.tags, ?)', JSON.stringify(tags));
  if (since !== undefined) add('m.created_at >= ?', sqlTime(Date.parse(since)));
  if (until !== undefined) add('m.created_at < ?', sqlTime(Date.parse(until)));
  if (sessionId !== undefined) add('m.session_id = ?', sessionId);
  return conditions;
}

/** The same filter for a memory at hand. */
export function matches(memory: Memory, filter: MemoryFilter): boolean {
  const { tiers, type, tags, since, until, sessionId } = filter;
  const created = Date.parse(memory.createdAt);
  return (
    (tiers === undefined || tiers.includes(memory.tier)) &&
    (type === undefined || memory.type === type) &&
    (tags ?? []).every((tag) => memory.tags.includes(tag)) &&
    (since === undefined || created >= Date.parse(since)) &&
    (until === undefined || created < Date.parse(until)) &&
    (sessionId === undefined || memory.sessionId === sessionId)
  );
}
