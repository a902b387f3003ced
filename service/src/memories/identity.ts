import { createHash, randomUUIDv7 } from 'node:crypto';

/** A new memory id. It begins with the time, so ids sort by creation and `createdAtOf` needs no look-up. */
export const newMemoryId = (): string => randomUUIDv7();

/** The creation time inside a memory id: milliseconds since 1970. */
export function createdAtOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

const FIRST_SQL_TIME = Date.UTC(1000, 0, 1);
const LAST_SQL_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A time as MySQL takes it. Clients can name others, in ids they make up for example; no memory is from then. */
export function sqlTime(ms: number): Date {
  return new Date(Math.min(Math.max(ms, FIRST_SQL_TIME), LAST_SQL_TIME));
}

/** SHA-256 of the text as it is: one changed blank makes another memory. */
export function contentHash(content: string): Buffer {
  return createHash('sha256').update(content, 'utf8').digest();
}
