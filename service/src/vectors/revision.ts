import { createHash } from 'node:crypto';
import type { VectorEntry } from './kind.ts';

/** Characters of a revision. */
export const REVISION_LENGTH = 16;

/** What a vector was made from, in short: it changes with the text and with every field kept beside the vector. */
export function revisionOf({ project, type, tags, createdAt, textHash }: VectorEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([project, type, tags, createdAt, textHash]))
    .digest('hex')
    .slice(0, REVISION_LENGTH);
}
