import { AppError } from '../errors.ts';
import type { Job, JobRunner } from './job.ts';
import type { JobRecord } from './schemas.ts';

/** Begins a job, or gives the run of it that is under way already. */
export async function startOrFind(
  jobs: Pick<JobRunner, 'start' | 'get'>,
  job: Job,
): Promise<{ record: JobRecord; started: boolean }> {
  try {
    return { record: await jobs.start(job), started: true };
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'JOB_RUNNING')) throw error;
    const record = await jobs.get(String(error.details?.id));
    if (!record) throw error;
    return { record, started: false };
  }
}
