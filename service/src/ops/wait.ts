import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import { encryptionProblem } from '../stores/encryption-problem.ts';
import type { Output } from './output.ts';

const POLL_MS = 500;
const REPORT_MS = 5000;

/** Until when a command waits for stores that are still starting; shared by all its steps. */
export interface Patience {
  seconds: number;
  /** performance.now() at the end. */
  deadline: number;
}

export const patience = (seconds: number): Patience => ({
  seconds,
  deadline: performance.now() + seconds * 1000,
});

/** A store is there, but not as the configuration says: it has to be changed before trying again. */
export class UnusableStoreError extends Error {}

/**
 * Repeats `work` until it succeeds, and says every five seconds what it waits for.
 *
 * @throws Error with the last reason when the patience is over; at once what will not pass by waiting
 */
export async function untilReady<T>(
  what: string,
  { seconds, deadline }: Patience,
  output: Output,
  work: () => Promise<T>,
): Promise<T> {
  const start = performance.now();
  let nextReport = start + REPORT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError || isHopeless(error)) throw error;
      const problem = encryptionProblem(error);
      if (problem) throw new UnusableStoreError(`${what} cannot be used: ${problem}`, { cause: error });
      const now = performance.now();
      if (now > deadline) {
        throw new Error(`${what} did not answer within ${seconds} s: ${reason(error)}`, { cause: error });
      }
      if (now > nextReport) {
        output.progress(`waiting for ${what}, ${Math.round((now - start) / 1000)} s: ${reason(error)}`);
        nextReport = now + REPORT_MS;
      }
      await delay(POLL_MS);
    }
  }
}

const isHopeless = (error: unknown): boolean =>
  error instanceof Error && 'permanent' in error && error.permanent === true;

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // An address with several IPs fails as a group whose own message is empty.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return String(first?.message || (error as { code?: string }).code || error.name);
}
