import { AppError } from '../errors.ts';
import { sqlTime } from '../memories/identity.ts';

/**
 * A time as it is kept: ISO 8601 in UTC.
 *
 * @throws AppError INVALID_REQUEST for what has the form of a time but names none, or none of the years 1000 to 9999
 */
export function keptTime(field: string, time: string): string {
  const ms = parse(field, time);
  if (sqlTime(ms).getTime() === ms) return new Date(ms).toISOString();
  throw refused(field, 'is not a time of the years 1000 to 9999');
}

/** A time to compare with those that are kept. @throws AppError INVALID_REQUEST */
export const filterTime = (field: string, time: string): Date => sqlTime(parse(field, time));

function parse(field: string, time: string): number {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) throw refused(field, 'is not a time');
  return ms;
}

const refused = (field: string, why: string) =>
  new AppError('INVALID_REQUEST', { message: `${field} ${why}`, details: { field } });
