import { randomUUIDv7 } from 'node:crypto';
import type { Pool } from 'mysql2/promise';
import type { Guards } from '../guards/guards.ts';
import { orUnavailable } from '../memories/unavailable.ts';
import type { Metrics } from '../ports.ts';

/** What the services around a project share. */
export interface ContextDependencies {
  mysql: Pool;
  /** Every text passes them before it is kept. */
  guards: Pick<Guards, 'checkContent'>;
  metrics: Metrics;
}

/** A client gives up sooner than this; the answer would come too late. */
const TIMEOUT_MS = 10_000;

/** Runs one operation on MySQL. @throws AppError STORE_UNAVAILABLE when it does not answer */
export const onStore = <T>(what: string, work: () => Promise<T>): Promise<T> =>
  orUnavailable(TIMEOUT_MS, what, work);

/** A new id and its time. Ids begin with the time, so they sort by it. */
export function newEntity(): { id: string; now: string } {
  return { id: randomUUIDv7(), now: new Date().toISOString() };
}
