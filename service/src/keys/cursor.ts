import { AppError } from '../errors.ts';
import type { KeyPosition } from './repository.ts';
import type { ApiKey } from './schemas.ts';

const SHAPE = /^(\d{1,14})\.([A-Za-z0-9_~-]{1,64})$/;

/** Packs where a page of keys ended. */
export const encodeKeyCursor = ({ createdAt, id }: ApiKey): string =>
  Buffer.from(`${Date.parse(createdAt)}.${id}`).toString('base64url');

/** @throws AppError INVALID_CURSOR */
export function decodeKeyCursor(cursor: string): KeyPosition {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, time, id] = SHAPE.exec(text) ?? [];
  // Base64 decoding skips what it does not know, so the way back must give the same string.
  if (!time || !id || Buffer.from(text).toString('base64url') !== cursor)
    throw new AppError('INVALID_CURSOR');
  return { createdAt: new Date(Number(time)), id };
}
