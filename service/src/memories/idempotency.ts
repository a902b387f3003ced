import { createHash } from 'node:crypto';
import type { StoreInput } from './schemas.ts';

/** The same for inputs that ask for the same, however their fields are ordered. */
export function requestHash(input: StoreInput): Buffer {
  const fields = Object.entries(input).filter(([, value]) => value !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest();
}
