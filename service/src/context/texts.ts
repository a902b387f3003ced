import { AppError } from '../errors.ts';
import type { Guards } from '../guards/guards.ts';

/**
 * The texts of an input as they may be kept. Fields that are undefined are left out.
 *
 * @throws AppError INVALID_REQUEST for half a character, CREDENTIAL_REFUSED
 */
export function cleaned<T extends object>(input: T, { checkContent }: Pick<Guards, 'checkContent'>): T {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
  assertWellFormed(given, []);
  return checkContent(given);
}

function assertWellFormed(value: unknown, path: string[]): void {
  if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) assertWellFormed(inner, [...path, key]);
  }
  if (typeof value !== 'string' || value.isWellFormed()) return;
  const field = path.join('.');
  throw new AppError('INVALID_REQUEST', {
    message: `${field} holds half a character (a lone surrogate)`,
    details: { field },
  });
}
