import { setTimeout as delay } from 'node:timers/promises';
import type { Job, JobRunner } from './job.ts';
import type { JobRecord } from './schemas.ts';

/**
 * Starts a job and waits for it, though not forever.
 *
 * @returns what the job returned, or its record when it goes on after `ms`
 * @throws what the job threw; AppError JOB_RUNNING
 */
export async function startAndWait<R>(
  jobs: JobRunner,
  job: Job<R>,
  ms: number,
): Promise<{ result: R } | { record: JobRecord }> {
  const { promise, resolve, reject } = Promise.withResolvers<R>();
  const record = await jobs.start({
    ...job,
    async run(progress, signal) {
      const work = job.run(progress, signal);
      work.then(resolve, reject);
      return work;
    },
  });
  // It may fail after this request has been answered; its record tells.
  promise.catch(() => undefined);
  const timer = new AbortController();
  const late = delay(ms, { record }, { signal: timer.signal, ref: false }).catch(() => ({ record }));
  return Promise.race([promise.then((result) => ({ result })), late]).finally(() => timer.abort());
}
