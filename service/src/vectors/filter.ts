import { createHash } from 'node:crypto';
import type { VectorFilter } from './index.ts';

/**
 * The code of a tag in the index: fixed in length and plain ASCII, so that nothing of a tag can act as a filter
 * expression. Two tags with one code do no harm, for the rows are checked again in MySQL.
 */
export function tagCode(tag: string): string {
  return createHash('sha256').update(tag).digest('hex').slice(0, 16);
}

/** The filter expression of a search. The project is always part of it. */
export function filterExpression(
  project: string,
  { ids, type, tags = [], since, until }: VectorFilter = {},
): string {
  const parts = [`project_id == ${JSON.stringify(project)}`];
  if (ids !== undefined) parts.push(`id in ${JSON.stringify(ids)}`);
  if (type !== undefined) parts.push(`type == ${JSON.stringify(type)}`);
  if (tags.length > 0) parts.push(`array_contains_all(tags, ${JSON.stringify(tags.map(tagCode))})`);
  if (since !== undefined) parts.push(`created_at >= ${Math.trunc(since)}`);
  if (until !== undefined) parts.push(`created_at < ${Math.trunc(until)}`);
  return parts.join(' && ');
}
