import { setTimeout as delay } from 'node:timers/promises';

const ATTEMPTS = 4;
/** Redis that did not answer in time is left alone for a second by the caches and the limits. */
const REST_MS = 1100;

/**
 * Carries out a scenario in which a store has to answer within milliseconds, and again when it fails: what else runs
 * on the machine may hold the processors for longer than that.
 * @param scenario gets the number of the attempt, so that each works on things of its own
 * @throws what the last attempt threw
 */
export async function inTime(scenario: (attempt: number) => Promise<void>): Promise<void> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    try {
      return await scenario(attempt);
    } catch {
      await delay(REST_MS);
    }
  }
  return scenario(ATTEMPTS);
}
