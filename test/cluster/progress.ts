import { performance } from 'node:perf_hooks';

const HEARTBEAT_SECONDS = 20;

const seconds = (since: number) => (performance.now() - since) / 1000;
const short = (value: number) =>
  value < 90 ? `${value.toFixed(value < 10 ? 1 : 0)} s` : `${(value / 60).toFixed(1)} min`;

/** Says one line of progress. Progress goes to stderr, so that stdout stays for answers. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs one named step and says when it starts, that it still runs, and how long it took.
 * @param expected seconds it usually takes; steps under two seconds are only mentioned when they are over
 */
export async function step<T>(name: string, expected: number, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  if (expected >= 2) say(`  … ${name} (usually ${short(expected)})`);
  const heartbeat = setInterval(
    () => say(`  … ${name}: ${short(seconds(start))} of about ${short(expected)}`),
    HEARTBEAT_SECONDS * 1000,
  );
  try {
    const result = await work();
    say(`  ✓ ${name} ${short(seconds(start))}`);
    return result;
  } catch (error) {
    say(`  ✗ ${name} after ${short(seconds(start))}`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Runs tasks in their order, at most `width` at a time; the first failure is thrown once the running ones ended. */
export async function inLanes(width: number, tasks: (() => Promise<void>)[]): Promise<void> {
  const queue = [...tasks];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let task = queue.shift(); task && failures.length === 0; task = queue.shift()) {
      await task().catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  if (failures.length > 0) throw failures[0];
}
