import { createHash, createHmac } from 'node:crypto';

/** Short, stable digest of public content, for names and for annotations that roll pods. */
export const checksum = (...content: string[]): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);

/** The same for secret content: without `key` nobody can try guesses against it. */
export const keyedChecksum = (key: string, content: Record<string, string>): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(Object.entries(content).sort()))
    .digest('hex')
    .slice(0, 16);
