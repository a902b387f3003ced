import { tokenCounter } from '../../token-counter.ts';
import type { SearchHit } from './schemas.ts';

/** How an answer is measured, on its JSON. */
interface Bound {
  max: number;
  /** What the list adds to its hits, each of which is counted with a comma behind it. */
  frame: number;
  /** A text is cut only where at least so much of it remains to be shown. */
  excerpt: number;
  /** Need not be exact beyond `limit`. */
  size(json: string, limit: number): number;
}

export interface Bounds {
  maxBytes: number;
  maxTokens?: number | undefined;
}

export interface Fitted {
  hits: SearchHit[];
  /** Something was cut or left out. */
  truncated: boolean;
}

const MIN_BYTES = 200;
const MIN_TOKENS = 50;

/**
 * The first hits that fit the bounds. The text of the last may be cut; the first is always there, be it with little of
 * its text, so that paging goes on.
 */
export async function fit(hits: readonly SearchHit[], { maxBytes, maxTokens }: Bounds): Promise<Fitted> {
  const inBytes = fitOne(hits, {
    max: maxBytes,
    // Two brackets, less the comma that the last hit has not.
    frame: 1,
    excerpt: MIN_BYTES,
    size: (json) => Buffer.byteLength(json),
  });
  if (maxTokens === undefined) return inBytes;
  const { count } = await tokenCounter();
  const inTokens = fitOne(inBytes.hits, { max: maxTokens, frame: 2, excerpt: MIN_TOKENS, size: count });
  return { hits: inTokens.hits, truncated: inBytes.truncated || inTokens.truncated };
}

function fitOne(hits: readonly SearchHit[], { max, frame, excerpt, size }: Bound): Fitted {
  const sizeOf = (value: unknown, limit: number) => size(`${JSON.stringify(value)},`, limit);
  let left = max - frame;
  const given: SearchHit[] = [];
  for (const hit of hits) {
    const whole = sizeOf(hit, left);
    if (whole <= left) {
      given.push(hit);
      left -= whole;
      continue;
    }
    const withText = (content: string) => ({ ...hit, memory: { ...hit.memory, content }, excerpted: true });
    const room = left - sizeOf(withText(''), left);
    if (room >= excerpt || given.length === 0) {
      const enough = Math.max(left, left - room + excerpt);
      const text = longest(hit.memory.content, (start) => sizeOf(withText(start), enough) <= enough);
      given.push(text === hit.memory.content ? hit : withText(text));
    }
    return { hits: given, truncated: true };
  }
  return { hits: given, truncated: false };
}

/** The longest beginning of a text that fits, never ending within a character. */
function longest(text: string, fits: (start: string) => boolean): string {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  const split = /[\uD800-\uDBFF]/.test(text.charAt(low - 1)) ? low - 1 : low;
  return text.slice(0, split);
}
