import { Type } from 'typebox';
import { Memory } from '../memories/schemas.ts';

/** Answers stay far below the 25,000 tokens at which clients cut or refuse them. */
const CHARACTERS_PER_ANSWER = 40_000;
const MIN_PER_MEMORY = 400;

/** A memory whose text may have been cut to keep the answer small. */
export const Excerpt = Type.Object(
  {
    ...Memory.properties,
    truncated: Type.Boolean({ description: 'true: the text goes on; memory_get gives all of it' }),
  },
  { additionalProperties: false },
);
export type Excerpt = Memory & { truncated: boolean };

/** Cuts at a code point, so that no surrogate pair is split. */
export function cut(text: string, length: number): string {
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end);
}

/** How many characters of text each of `count` memories may show. */
export const shareOf = (count: number) =>
  Math.max(MIN_PER_MEMORY, Math.floor(CHARACTERS_PER_ANSWER / Math.max(1, count)));

/** Shows at most `limit` characters of a memory's text. */
export function excerpt(memory: Memory, limit: number): Excerpt {
  const truncated = memory.content.length > limit;
  return { ...memory, content: truncated ? cut(memory.content, limit) : memory.content, truncated };
}
