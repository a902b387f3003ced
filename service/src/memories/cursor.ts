import { AppError } from '../errors.ts';
import { createdAtOf } from './identity.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const VERSION = 1;

/** Where a page ended: the next page holds what is older than this memory. */
export interface Position {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** Packs a position for a client, which must not look inside. */
export function encodeCursor(id: string): string {
  return Buffer.concat([Buffer.from([VERSION]), Buffer.from(id.replaceAll('-', ''), 'hex')]).toString(
    'base64url',
  );
}

/** @throws AppError INVALID_CURSOR */
export function decodeCursor(cursor: string): Position {
  const bytes = Buffer.from(cursor, 'base64url');
  const id = bytes.toString('hex', 1).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  // Base64 decoding skips what it does not know, so the way back must give the same string.
  if (bytes[0] !== VERSION || !UUID.test(id) || encodeCursor(id) !== cursor)
    throw new AppError('INVALID_CURSOR');
  return { id, createdAt: createdAtOf(id) };
}
