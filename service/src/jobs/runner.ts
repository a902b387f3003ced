import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { Job, JobRunner } from './job.ts';
import { findJob, listJobs } from './repository.ts';
import { type JobDependencies, runInSlot, StoppedError } from './running.ts';
import { schedule } from './schedule.ts';
import { takeSlot } from './slot.ts';

/** Jobs that do not end when asked to are not waited for longer; their lease ends by itself. */
const STOP_MS = 5000;

/** A JobRunner with its life: schedules run between `open` and `close`. */
export interface JobService extends JobRunner {
  open(): void;
  /** Asks the jobs of this process to end and waits for five seconds at most. Call it before the stores are closed. */
  close(): Promise<void>;
}

export function createJobRunner(dependencies: JobDependencies): JobService {
  const { mysql, log } = dependencies;
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();
  const schedules: { seconds: number; job: Job }[] = [];
  let opened = false;

  const begin = <R>(job: Job<R>, id: string): Promise<R> => {
    const work = runInSlot(dependencies, job, id, stopping.signal);
    running.add(work);
    work.then(
      () => running.delete(work),
      () => running.delete(work),
    );
    return work;
  };
  const take = async (job: Job): Promise<string> => {
    if (stopping.signal.aborted) throw new AppError('SHUTTING_DOWN');
    const slot = await takeSlot(mysql, job, null);
    if (slot.taken) return slot.id;
    throw new AppError('JOB_RUNNING', {
      message: `${job.name} is running already`,
      details: { id: slot.running },
    });
  };
  const loop = ({ seconds, job }: { seconds: number; job: Job }) =>
    schedule(seconds, stopping.signal, log, async () => {
      if (job.due && !(await job.due())) return seconds * 1000;
      const slot = await takeSlot(mysql, job, seconds);
      if (!slot.taken) return slot.waitMs;
      await begin(job, slot.id).catch(() => undefined);
      return seconds * 1000;
    });

  return {
    async start(job) {
      const id = await take(job);
      const record = await findJob(mysql, id);
      // What it throws is in its record and in the log.
      begin(job, id).catch(() => undefined);
      if (!record) throw new Error('the record of a job that was just started is gone');
      return record;
    },
    run: async (job) => begin(job, await take(job)),
    every(seconds, job) {
      schedules.push({ seconds, job });
      if (opened) loop({ seconds, job });
    },
    get: (id) => findJob(mysql, id),
    list: (query) => listJobs(mysql, query),
    open() {
      opened = true;
      schedules.forEach(loop);
    },
    async close() {
      stopping.abort(new StoppedError('the process is stopping'));
      await Promise.race([Promise.allSettled(running), delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}
