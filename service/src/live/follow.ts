import type { Pool } from 'mysql2/promise';
import { within } from '../deadline.ts';
import type { Log } from '../ports.ts';
import type { LiveConfig } from './live-config.ts';
import { readOverrides } from './repository.ts';

/** A change is announced; this finds it when the announcement was missed. */
const POLL_MS = 1500;
const READ_MS = 1000;

export interface Follower {
  /**
   * Takes the stored values as they are now. Never fails, nor asks a MySQL again that did not answer: while it is away
   * or too slow, the known ones hold.
   */
  refresh(): Promise<void>;
  stop(): void;
}

/** Keeps the live configuration at what MySQL says. */
export function followStored(mysql: Pool, live: LiveConfig, log: Log): Follower {
  let reading: Promise<void> | undefined;
  let again = false;
  let failing = false;

  const read = async () => {
    do {
      again = false;
      try {
        live.override(await within(READ_MS, 'reading the stored settings', readOverrides(mysql)));
        failing = false;
      } catch (err) {
        if (!failing) log.warn({ err }, 'the stored settings could not be read; the known ones hold');
        failing = true;
      }
    } while (again && !failing);
  };
  const refresh = () => {
    // What is being read may be older than the change that this call is about.
    again = true;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const timer = setInterval(refresh, POLL_MS);
  timer.unref();
  return { refresh, stop: () => clearInterval(timer) };
}
