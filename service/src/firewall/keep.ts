import type { PoolConnection } from 'mysql2/promise';
import { putTerms } from '../context/terms.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { embeddedText } from './embedded-text.ts';
import type { Normalized } from './normalize.ts';
import { countDay, upsertPattern } from './patterns.ts';
import type { ErrorPattern } from './schemas.ts';

/** An error as it was kept elsewhere. */
export interface KeptError extends Omit<ErrorPattern, 'type' | 'pattern' | 'solutions'> {
  normalized: Normalized;
  /** How often on each day: `['2026-01-31', 3]`. */
  days: [day: string, times: number][];
}

/** Writes a pattern that the project does not have, with all its counts, within a transaction. */
export async function keepError(
  connection: PoolConnection,
  { normalized, days, ...kept }: KeptError,
): Promise<void> {
  const { type, pattern, fingerprint } = normalized;
  const { id, project } = kept;
  const error: ErrorPattern = { ...kept, type, pattern, solutions: 0 };
  await upsertPattern(connection, error, fingerprint);
  await putTerms(connection, { kind: 'error', id, project }, [embeddedText(error), error.message]);
  await enqueue(connection, { kind: 'error', id, project, sweep: false });
  for (const [day, times] of days) await countDay(connection, project, id, day, times);
}
