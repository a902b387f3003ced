import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { Job } from './job.ts';
import type { JobQuery, JobRecord, JobState } from './schemas.ts';

const DEFAULT_LIMIT = 20;

/** What the record of a job says whose process ended without a word. */
export const INTERRUPTED = 'the process that ran it ended';

// A record left at running by a process that died must not look alive.
const RECORDS = `SELECT * FROM (
  SELECT j.id, j.name, j.project_id, j.done, j.total, j.result, j.started_at, j.finished_at,
    IF(j.state = 'running' AND s.job_id IS NULL, 'failed', j.state) AS state,
    IF(j.state = 'running' AND s.job_id IS NULL, '${INTERRUPTED}', j.error) AS error
  FROM jobs j LEFT JOIN job_slots s ON s.name = j.name AND s.project_id = COALESCE(j.project_id, '')
    AND s.job_id = j.id AND s.lease_until > CURRENT_TIMESTAMP(3)
) record`;

interface Row extends RowDataPacket {
  id: string;
  name: string;
  project_id: string | null;
  state: JobState;
  done: number;
  total: number | null;
  result: unknown;
  error: string | null;
  started_at: Date;
  finished_at: Date | null;
}

const toRecord = (row: Row): JobRecord => ({
  id: row.id,
  name: row.name,
  project: row.project_id,
  state: row.state,
  done: Number(row.done),
  total: row.total === null ? null : Number(row.total),
  result: row.result,
  error: row.error,
  startedAt: row.started_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});

export async function findJob(mysql: Pool, id: string): Promise<JobRecord | null> {
  const [rows] = await mysql.execute<Row[]>(`${RECORDS} WHERE id = ?`, [id]);
  return rows[0] ? toRecord(rows[0]) : null;
}

/** Newest first. */
export async function listJobs(
  mysql: Pool,
  { name, project, state, before, limit = DEFAULT_LIMIT }: JobQuery,
): Promise<JobRecord[]> {
  const wanted: [string, string | undefined][] = [
    ['name = ?', name],
    ['project_id = ?', project],
    ['state = ?', state],
    ['id < ?', before],
  ];
  const given = wanted.filter(([, value]) => value !== undefined);
  const where = ['TRUE', ...given.map(([sql]) => sql)].join(' AND ');
  const [rows] = await mysql.execute<Row[]>(`${RECORDS} WHERE ${where} ORDER BY id DESC LIMIT ?`, [
    ...given.map(([, value]) => value as string),
    String(limit),
  ]);
  return rows.map(toRecord);
}

/** Says how far a job is. */
export async function saveProgress(
  mysql: Pool,
  id: string,
  { done, total }: Pick<JobRecord, 'done' | 'total'>,
): Promise<void> {
  await mysql.execute("UPDATE jobs SET done = ?, total = ? WHERE id = ? AND state = 'running'", [
    done,
    total,
    id,
  ]);
}

/** The part of a slot's key that says which project. */
export const slotProject = ({ project }: Pick<Job, 'project'>): string => project ?? '';
