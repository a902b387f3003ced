import { newMemoryId } from '../memories/identity.ts';

const TIME_DIGITS = 12;
const LAST_IN_ORDER = 0xfff;
const last = { createdAt: -1, place: 0 };

/**
 * A new memory id that says a certain time of creation in milliseconds since 1970. The first 4096 in a row for the same
 * time sort as they were made, so that what was imported together keeps its order.
 */
export function idAt(createdAt: number): string {
  last.place = createdAt === last.createdAt ? Math.min(last.place + 1, LAST_IN_ORDER) : 0;
  last.createdAt = createdAt;
  const time = createdAt.toString(16).padStart(TIME_DIGITS, '0');
  const place = last.place.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${place}${newMemoryId().slice(18)}`;
}
