import { createHash } from 'node:crypto';

/** Where the time ends in a UUID of version 7. */
const TIME = 14;
const VARIANTS = '89ab';

/**
 * The id that something gets in a project when another project has its own: always the same one, of the same time, so
 * that a second import finds it and that what refers to it can be led there.
 */
export function derivedId(project: string, id: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([project, id]))
    .digest('hex');
  const variant = VARIANTS[Number.parseInt(hex[3] as string, 16) % VARIANTS.length];
  return `${id.slice(0, TIME)}7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(8, 20)}`;
}
