import type { JobQuery, JobRecord } from './schemas.ts';

/** Work in the background that a client can watch: who started it need not stay. */
export interface Job<R = unknown> {
  /** Lower-case letters, digits and hyphens. */
  name: string;
  /** null: it is about the whole service. */
  project: string | null;
  /**
   * Does the work. It may be started again after it was cut short at any point, by a crash for example.
   *
   * @param progress says how far it is; call it as often as you like
   * @param signal aborts when the process stops or another one has taken the job over: end soon then
   * @returns what the record keeps as the result, as JSON
   */
  run(progress: Progress, signal: AbortSignal): Promise<R>;
  /** Asked before a scheduled run: false = there is nothing to do, and nothing is recorded. Default: always. */
  due?(): Promise<boolean>;
}

export type Progress = (done: number, total?: number | null) => void;

/** Runs jobs, each at most once at a time in all processes together. */
export interface JobRunner {
  /**
   * Begins a job in this process and does not wait for its end.
   *
   * @throws AppError JOB_RUNNING when the same job runs for the same project already, here or elsewhere
   */
  start(job: Job): Promise<JobRecord>;

  /** Like start, but waits. @returns what the job returned; @throws what it threw, or JOB_RUNNING */
  run<R>(job: Job<R>): Promise<R>;

  /** Runs the job again and again: in one process at a time, not sooner than `seconds` after it last began anywhere. */
  every(seconds: number, job: Job): void;

  get(id: string): Promise<JobRecord | null>;

  /** Newest first. Default 20. */
  list(query: JobQuery): Promise<JobRecord[]>;
}
