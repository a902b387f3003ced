import { cut, jsonBytes } from './text.ts';

/** A text is never cut below this many bytes to make room for others. */
export const LEAST_TEXT_BYTES = 400;

type Shown<T> = T & { truncated: boolean };

/** Every text in a value that may be cut: those longer than the least. */
function textsOf(value: unknown): number[] {
  if (typeof value === 'string') {
    const bytes = jsonBytes(value);
    return bytes > LEAST_TEXT_BYTES ? [bytes] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

function cutAll<T>(value: T, limit: number): T {
  if (typeof value === 'string') return cut(value, limit) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => cutAll(item, limit)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cutAll(item, limit)])) as T;
}

/** The length at which texts of these lengths take `room` together; the short ones leave theirs to the long. */
function levelOf(lengths: number[], room: number): number {
  const sorted = [...lengths].sort((a, b) => a - b);
  let left = room;
  for (const [index, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (length > share) return Math.max(LEAST_TEXT_BYTES, share);
    left -= length;
  }
  return Number.POSITIVE_INFINITY;
}

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value)) + 1;
const TRUNCATED_BYTES = ',"truncated":false'.length;

/**
 * Cuts the longest texts so that the items take at most `budget` bytes of JSON together; each says whether its texts
 * go on. Where even the least of every text is too much, the last items are left out.
 */
export function fit<T extends object>(items: readonly T[], budget: number): Shown<T>[] {
  const total = items.reduce((sum, item) => sum + sizeOf(item) + TRUNCATED_BYTES, 0);
  const lengths = items.flatMap(textsOf);
  const fixed = total - lengths.reduce((sum, length) => sum + length, 0);
  const level = levelOf(lengths, budget - fixed);
  const shown: Shown<T>[] = [];
  let used = 0;
  for (const item of items) {
    const small = level === Number.POSITIVE_INFINITY ? item : cutAll(item, level);
    const next = { ...small, truncated: sizeOf(small) < sizeOf(item) };
    used += sizeOf(next);
    if (used > budget) break;
    shown.push(next);
  }
  return shown;
}
