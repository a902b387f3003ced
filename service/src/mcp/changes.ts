import type { TObject } from 'typebox';
import { AppError } from '../errors.ts';

/** What a call changes. @throws AppError INVALID_REQUEST where it changes nothing */
export function changesOf<Changes extends object>(schema: TObject, changes: Changes): Changes {
  if (Object.keys(changes).length > 0) return changes;
  const fields = Object.keys(schema.properties).join(', ');
  throw new AppError('INVALID_REQUEST', { message: `Name at least one field to change: ${fields}` });
}
