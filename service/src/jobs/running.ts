import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'mysql2/promise';
import type { JobEvent } from '../events/event.ts';
import type { Log } from '../ports.ts';
import type { Job } from './job.ts';
import { saveProgress } from './repository.ts';
import { freeSlot, LEASE_SECONDS, type Outcome, renewSlot } from './slot.ts';

const RENEW_MS = 5000;
const TELL_MS = 1000;
const MAX_ERROR = 1000;
/** Between attempts to write down how a job ended. */
const RETRY_MS = 500;

export interface JobDependencies {
  mysql: Pool;
  log: Log;
  /** Told how jobs go on. */
  publish?: (event: JobEvent) => void;
  metrics?: JobMetrics;
}

export interface JobMetrics {
  /** One job of this process ended; `seconds` is how long it took. */
  jobEnded(name: string, ok: boolean, seconds: number): void;
}

/** Why a job's signal aborted: its process stops. The job is due again at once. */
export class StoppedError extends Error {}

/**
 * Runs a job whose slot this process has just taken: renews the lease, tells how far it is, writes down how it ended.
 *
 * @returns what the job returned; @throws what it threw
 */
export async function runInSlot<R>(
  { mysql, log, publish = () => undefined, metrics }: JobDependencies,
  job: Job<R>,
  id: string,
  stop: AbortSignal,
): Promise<R> {
  const start = performance.now();
  const lost = new AbortController();
  const at = { done: 0, total: null as number | null };
  const tell = (type: JobEvent['type']) => publish({ type, id, name: job.name, project: job.project, ...at });

  let renewedAt = start;
  const renew = async () => {
    const asked = performance.now();
    try {
      if (!(await renewSlot(mysql, job, id))) lost.abort(new Error('another process has taken the job over'));
      renewedAt = asked;
    } catch (err) {
      log.warn({ err, job: job.name }, 'could not keep the job');
      if (performance.now() - renewedAt > LEASE_SECONDS * 1000)
        lost.abort(new Error('the job could not be kept'));
    }
  };
  const renewal = setInterval(() => void renew(), RENEW_MS);
  let told = at.done;
  const telling = setInterval(() => {
    if (told === at.done) return;
    told = at.done;
    tell('job.progress');
    saveProgress(mysql, id, at).catch((err: unknown) => log.warn({ err }, 'could not save the progress'));
  }, TELL_MS);

  const end = async (outcome: Pick<Outcome, 'state' | 'result' | 'error' | 'due'>) => {
    await persist(() => freeSlot(mysql, job, id, { ...at, ...outcome }), log);
    metrics?.jobEnded(job.name, outcome.state === 'finished', (performance.now() - start) / 1000);
    tell(outcome.state === 'finished' ? 'job.finished' : 'job.failed');
  };
  tell('job.started');
  try {
    const result = await job.run(
      (done, total = null) => Object.assign(at, { done, total }),
      AbortSignal.any([stop, lost.signal]),
    );
    await end({ state: 'finished', result, error: null, due: false });
    return result;
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).slice(0, MAX_ERROR);
    log.error({ err: error, job: job.name, id }, 'a job failed');
    await end({ state: 'failed', result: null, error: reason, due: stop.aborted });
    throw error;
  } finally {
    clearInterval(renewal);
    clearInterval(telling);
  }
}

/** A lease that ends by itself says the same, later. */
async function persist(write: () => Promise<void>, log: Log): Promise<void> {
  const deadline = performance.now() + LEASE_SECONDS * 1000;
  for (;;) {
    try {
      return await write();
    } catch (err) {
      if (performance.now() > deadline) return log.error({ err }, 'could not write down how a job ended');
      await delay(RETRY_MS);
    }
  }
}
