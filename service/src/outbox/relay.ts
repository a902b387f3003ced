import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddingError } from '../embeddings/embedder.ts';
import type { Log, Metrics } from '../ports.ts';
import { createModelGuard } from '../vectors/guard.ts';
import { VectorError } from '../vectors/index.ts';
import { type ApplyDependencies, applyClaims } from './apply.ts';
import { type Claim, claim, complete, giveBack, hurry, release, renew } from './claims.ts';
import { VECTOR_KINDS } from './kinds.ts';

const KIND_NAMES = VECTOR_KINDS.map(({ name }) => name);
const BATCH = 32;
const POLL_MS = 1000;
/** From being woken to looking: what is stored in one go is embedded in one go. */
const GATHER_MS = 50;
/** While more is stored, it rests as long as the last full batch took, but no longer than this. */
const MAX_REST_MS = 500;
const RENEW_MS = 5000;
const BATCH_TIMEOUT_MS = 60_000;
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 10_000;
/** Entries that failed this often go alone, so that one bad text does not hold up its neighbours. */
const ATTEMPTS_TOGETHER = 3;
/** Failures that will not go away are given up after this many. */
const MAX_ATTEMPTS = 5;
/** A batch that hangs is not waited for longer; it is claimed again when its lease ends. */
const STOP_MS = 5000;

export interface RelayDependencies extends Omit<ApplyDependencies, 'guard'> {
  /** Share it with the MemoryService of this process. */
  guard?: ApplyDependencies['guard'];
  log: Log;
  metrics?: Metrics;
  /** Called when these vectors are up to date. Not lost with a process: another one applies the entry again. */
  onApplied?: (claims: readonly Claim[]) => void;
}

/** Carries changes from MySQL's outbox to the vectors. Any number of processes may run one. */
export interface Relay {
  start(): void;
  /** Looks now instead of at the next poll: call it after a commit. */
  wake(): void;
  /** Finishes the batch it is at, for five seconds at most, and ends. Call it before the stores are closed. */
  stop(): Promise<void>;
}

export function createRelay(dependencies: RelayDependencies): Relay {
  const { mysql, log, metrics } = dependencies;
  const context = { ...dependencies, guard: dependencies.guard ?? createModelGuard(dependencies) };
  const stopping = new AbortController();
  let running: Promise<unknown> | undefined;
  let woken = false;
  let wakeSleeper: () => void = () => undefined;
  let failures = 0;

  async function handle(claims: readonly Claim[]): Promise<void> {
    const renewal = setInterval(() => {
      renew(mysql, claims).catch((err: unknown) => log.warn({ err }, 'could not keep the outbox entries'));
    }, RENEW_MS);
    try {
      await applyClaims(context, claims, AbortSignal.timeout(BATCH_TIMEOUT_MS));
      dependencies.onApplied?.(claims);
      await complete(mysql, claims);
    } finally {
      clearInterval(renewal);
    }
  }

  /** @returns whether all went well */
  async function attempt(claims: readonly Claim[]): Promise<boolean> {
    const start = performance.now();
    try {
      await handle(claims);
      metrics?.observe('outbox_batch', (performance.now() - start) / 1000, true);
      return true;
    } catch (error) {
      metrics?.observe('outbox_batch', (performance.now() - start) / 1000, false);
      const permanent = isPermanent(error);
      if (permanent && claims.length > 1) return oneByOne(claims);
      const attempts = Math.max(...claims.map((entry) => entry.attempts)) + 1;
      const dead = permanent && attempts >= MAX_ATTEMPTS;
      log.warn(
        { err: error, entries: claims.length, attempts, dead },
        'vectors could not be brought up to date',
      );
      await giveBack(mysql, claims, { error, delayMs: backoffMs(attempts), dead });
      // A bad text is its own trouble; anything else means that the next batch would fail too.
      return permanent;
    }
  }

  async function oneByOne(claims: readonly Claim[]): Promise<boolean> {
    for (const [index, entry] of claims.entries()) {
      if (await attempt([entry])) continue;
      await release(mysql, claims.slice(index + 1));
      return false;
    }
    return true;
  }

  /** @returns how many entries were taken */
  async function round(): Promise<number> {
    const claims = await claim(mysql, KIND_NAMES, BATCH);
    if (claims.length === 0) return 0;
    const together = claims.filter(({ attempts }) => attempts < ATTEMPTS_TOGETHER);
    const alone = claims.filter(({ attempts }) => attempts >= ATTEMPTS_TOGETHER);
    if (together.length > 0 && !(await attempt(together))) {
      await release(mysql, alone);
      throw new RoundFailed();
    }
    if (!(await oneByOne(alone))) throw new RoundFailed();
    if (failures > 0) await hurry(mysql);
    return claims.length;
  }

  /** Connecting and loading take a while, which the first search need not be the one to wait for. */
  const warmUp = () =>
    context.guard.ready().catch((err: unknown) => log.warn({ err }, 'the vectors are not ready yet'));

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        woken = false;
        const began = performance.now();
        const taken = await round();
        if (taken > 0) failures = 0;
        if (taken === BATCH) {
          // Embedding takes whatever the processors have, and those who store right now wait for an answer.
          if (woken) await pause(Math.min(MAX_REST_MS, performance.now() - began));
          continue;
        }
        await sleep(POLL_MS * (0.75 + Math.random() / 2));
        if (woken && !stopping.signal.aborted) await delay(GATHER_MS);
      } catch (error) {
        failures += 1;
        if (!(error instanceof RoundFailed)) log.warn({ err: error }, 'the outbox could not be read');
        await pause(backoffMs(failures));
      }
    }
  }

  /** Until `ms` are over, or the relay is stopped. */
  const pause = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  /** Until `ms` are over, or somebody wakes it. */
  async function sleep(ms: number): Promise<void> {
    if (woken || stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeSleeper = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const wake = () => {
    woken = true;
    wakeSleeper();
  };
  return {
    start() {
      running ??= Promise.all([warmUp(), run()]);
    },
    wake,
    async stop() {
      stopping.abort();
      wake();
      await Promise.race([running, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}

/** A batch failed and was given back; what happened is in the log. */
class RoundFailed extends Error {}

const isPermanent = (error: unknown): boolean =>
  (error instanceof EmbeddingError || error instanceof VectorError) && error.permanent;

/** Doubles with each failure up to ten seconds, and differs between processes. */
const backoffMs = (failures: number): number =>
  Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
