/**
 * The most that a tool answers with, in bytes of JSON: far below the 25,000 tokens at which clients cut or refuse an
 * answer, in English (four bytes to a token) as in Chinese (two to three).
 */
export const ANSWER_BYTES = 48_000;

/** Left for what stands around the items: names, cursors, flags. */
const FRAME_BYTES = 1000;
export const ITEM_BYTES = ANSWER_BYTES - FRAME_BYTES;
