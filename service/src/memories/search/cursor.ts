import { createHash } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { SearchInput } from './schemas.ts';

const VERSION = 2;
const DIGEST_BYTES = 8;
const LENGTH = 1 + DIGEST_BYTES + 6 + 2 + 8 + 8 + 16;

/** How many results pages can lead to. */
export const MAX_SEEN = 1000;

/** Where a page of search results ended. */
export interface SearchPosition {
  /** When the first page was made: what is newer is not shown. Milliseconds since 1970. */
  at: number;
  /** Results given or passed over so far. */
  seen: number;
  /** The last of them. */
  id: string;
  score: number;
  /** The best cosine that the first page knew. */
  nearest: number;
}

/** What must stay the same from page to page. */
export type Question = Omit<SearchInput, 'cursor' | 'limit' | 'maxBytes' | 'maxTokens' | 'explain'>;

/** A question and its project in short. */
function digestOf(project: string, question: Question): Buffer {
  const entries = Object.entries({ ...question, project }).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES);
}

/** Packs a position for a client, which must not look inside. */
export function encodePosition(project: string, question: Question, position: SearchPosition): string {
  const { at, seen, id, score, nearest } = position;
  const bytes = Buffer.alloc(LENGTH);
  bytes[0] = VERSION;
  digestOf(project, question).copy(bytes, 1);
  let offset = bytes.writeUIntBE(at, 1 + DIGEST_BYTES, 6);
  offset = bytes.writeUInt16BE(seen, offset);
  offset = bytes.writeDoubleBE(score, offset);
  offset = bytes.writeDoubleBE(nearest, offset);
  bytes.write(id.replaceAll('-', ''), offset, 'hex');
  return bytes.toString('base64url');
}

/** @throws AppError INVALID_CURSOR, also for the cursor of another question */
export function decodePosition(project: string, question: Question, cursor: string): SearchPosition {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== LENGTH) throw new AppError('INVALID_CURSOR');
  const at = bytes.readUIntBE(1 + DIGEST_BYTES, 6);
  const seen = bytes.readUInt16BE(7 + DIGEST_BYTES);
  const score = bytes.readDoubleBE(9 + DIGEST_BYTES);
  const nearest = bytes.readDoubleBE(17 + DIGEST_BYTES);
  const id = bytes
    .toString('hex', LENGTH - 16)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const position = { at, seen, id, score, nearest };
  // The way back must give the same string: version, question and every byte.
  const numbers = !Number.isNaN(score) && !Number.isNaN(nearest);
  if (!numbers || seen > MAX_SEEN || encodePosition(project, question, position) !== cursor)
    throw new AppError('INVALID_CURSOR');
  return position;
}
