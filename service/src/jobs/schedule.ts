import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../ports.ts';

const RETRY_MS = 10_000;
/** Timers cannot wait for more than 24 days; nothing is lost by asking sooner. */
const LONGEST_MS = 3_600_000;
/** Replicas that start together should not ask together. */
const FIRST_MS = 1000;

/**
 * Calls `turn` again and again until `stop`; it says how many milliseconds to wait before the next. After a failure it
 * is called again in ten seconds, or after `seconds` if that is sooner.
 */
export function schedule(seconds: number, stop: AbortSignal, log: Log, turn: () => Promise<number>): void {
  const wait = (ms: number) =>
    delay(Math.min(ms, LONGEST_MS) * (1 + Math.random() / 10), undefined, { signal: stop, ref: false }).catch(
      () => undefined,
    );
  const loop = async () => {
    await wait(Math.random() * Math.min(FIRST_MS, seconds * 1000));
    while (!stop.aborted) {
      const ms = await turn().catch((err: unknown) => {
        log.warn({ err }, 'a scheduled job could not be started');
        return Math.min(RETRY_MS, seconds * 1000);
      });
      await wait(ms);
    }
  };
  void loop();
}
