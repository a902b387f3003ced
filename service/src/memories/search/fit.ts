import type { SearchHit } from './schemas.ts';

/** A text is cut only where at least so many bytes of it remain to be shown. */
const MIN_EXCERPT = 200;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Cuts a text to at most `bytes` bytes as JSON, at a code point. */
function cut(text: string, bytes: number): string {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (bytesOf(text.slice(0, middle)) <= bytes) low = middle;
    else high = middle - 1;
  }
  const split = /[\uD800-\uDBFF]/.test(text.charAt(low - 1)) ? low - 1 : low;
  return text.slice(0, split);
}

/**
 * The first hits that fit into `maxBytes` of JSON. The text of the last may be cut; the first is always there, be it
 * with little of its text, so that paging goes on.
 */
export function fit(hits: readonly SearchHit[], maxBytes: number): { hits: SearchHit[]; truncated: boolean } {
  let left = maxBytes - 2;
  const given: SearchHit[] = [];
  for (const hit of hits) {
    const size = bytesOf(hit) + 1;
    if (size <= left) {
      given.push(hit);
      left -= size;
      continue;
    }
    const frame = bytesOf({ ...hit, excerpted: true, memory: { ...hit.memory, content: '' } }) + 1;
    const room = left - frame + 2;
    if (room >= MIN_EXCERPT || given.length === 0) {
      const content = cut(hit.memory.content, Math.max(room, MIN_EXCERPT));
      given.push({ ...hit, memory: { ...hit.memory, content }, excerpted: true });
    }
    return { hits: given, truncated: true };
  }
  return { hits: given, truncated: false };
}
