import { randomUUIDv7 } from 'node:crypto';
import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { transaction } from '../database/transaction.ts';
import type { Job } from './job.ts';
import { INTERRUPTED, slotProject } from './repository.ts';

/** A process that does not renew its lease for this long has lost its job. */
export const LEASE_SECONDS = 15;
/** How long the record of a job that ended is kept. */
const KEEP_DAYS = 30;

export type Taken =
  | { taken: true; id: string }
  | {
      taken: false;
      /** The job that runs; null when it is only too soon. */
      running: string | null;
      /** When to ask again. */
      waitMs: number;
    };

interface Slot extends RowDataPacket {
  job_id: string | null;
  held: number | null;
  wait_us: number | null;
}

/**
 * Takes the slot of a job and writes its record, unless the job runs or, with `everySeconds`, began less than that
 * ago. The row of the slot is what everyone who wants the job waits for in turn.
 */
export async function takeSlot(mysql: Pool, job: Job, everySeconds: number | null): Promise<Taken> {
  const key = [job.name, slotProject(job)];
  return transaction(mysql, async (connection) => {
    await connection.execute(
      'INSERT INTO job_slots (name, project_id) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE name = new.name',
      key,
    );
    const [[slot]] = await connection.execute<Slot[]>(
      `SELECT job_id, lease_until > CURRENT_TIMESTAMP(3) AS held,
         TIMESTAMPDIFF(MICROSECOND, CURRENT_TIMESTAMP(3), last_started_at + INTERVAL ? SECOND) AS wait_us
       FROM job_slots WHERE name = ? AND project_id = ?`,
      [everySeconds ?? 0, ...key],
    );
    if (slot?.job_id && slot.held)
      return { taken: false, running: slot.job_id, waitMs: LEASE_SECONDS * 1000 };
    const waitMs = Number(slot?.wait_us ?? 0) / 1000;
    if (everySeconds !== null && waitMs > 0) return { taken: false, running: null, waitMs };
    if (slot?.job_id) {
      await connection.execute(
        `UPDATE jobs SET state = 'failed', error = ?, finished_at = CURRENT_TIMESTAMP(3)
         WHERE id = ? AND state = 'running'`,
        [INTERRUPTED, slot.job_id],
      );
    }
    await connection.execute(
      `DELETE FROM jobs WHERE name = ? AND project_id <=> ?
         AND finished_at < CURRENT_TIMESTAMP(3) - INTERVAL ${KEEP_DAYS} DAY LIMIT 100`,
      [job.name, job.project],
    );
    const id = randomUUIDv7();
    await connection.execute('INSERT INTO jobs (id, name, project_id) VALUES (?, ?, ?)', [
      id,
      job.name,
      job.project,
    ]);
    await connection.execute(
      `UPDATE job_slots SET job_id = ?, lease_until = CURRENT_TIMESTAMP(3) + INTERVAL ${LEASE_SECONDS} SECOND,
         last_started_at = CURRENT_TIMESTAMP(3) WHERE name = ? AND project_id = ?`,
      [id, ...key],
    );
    return { taken: true, id };
  });
}

/** Keeps the slot for another lease. @returns false when another process has it now */
export async function renewSlot(mysql: Pool, job: Job, id: string): Promise<boolean> {
  const [result] = await mysql.execute<ResultSetHeader>(
    `UPDATE job_slots SET lease_until = CURRENT_TIMESTAMP(3) + INTERVAL ${LEASE_SECONDS} SECOND
     WHERE name = ? AND project_id = ? AND job_id = ?`,
    [job.name, slotProject(job), id],
  );
  return result.affectedRows === 1;
}

export interface Outcome {
  state: 'finished' | 'failed';
  done: number;
  total: number | null;
  result: unknown;
  error: string | null;
  /** It was cut short, so a scheduled one is due again at once. */
  due: boolean;
}

/** Writes how a job ended and frees its slot. Nothing is changed once another process has the job. */
export async function freeSlot(mysql: Pool, job: Job, id: string, outcome: Outcome): Promise<void> {
  const { state, done, total, result, error, due } = outcome;
  await transaction(mysql, async (connection) => {
    await connection.execute(
      `UPDATE job_slots SET job_id = NULL, lease_until = NULL, last_started_at = IF(?, NULL, last_started_at)
       WHERE name = ? AND project_id = ? AND job_id = ?`,
      [due, job.name, slotProject(job), id],
    );
    await connection.execute(
      `UPDATE jobs SET state = ?, done = ?, total = ?, result = ?, error = ?, finished_at = CURRENT_TIMESTAMP(3)
       WHERE id = ? AND state = 'running'`,
      [state, done, total, JSON.stringify(result ?? null), error, id],
    );
  });
}
