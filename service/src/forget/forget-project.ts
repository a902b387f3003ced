import type { Redis } from 'ioredis';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { ServiceEvent } from '../events/event.ts';
import type { Progress } from '../jobs/job.ts';
import { countRows, type Deleted, deleteEntities, deleteRows } from './rows.ts';
import type { ForgetReport } from './schemas.ts';
import { shortKeys, unlinkShortKeys } from './short-keys.ts';
import { projectTables, VECTOR_TABLES } from './tables.ts';

export interface ForgetDependencies {
  mysql: Pool;
  redis: Redis;
  /** Prefix of every Redis key. */
  keyPrefix: string;
  publish(event: ServiceEvent): void;
  /** Called after each commit that changed the outbox. */
  onCommit: () => void;
}

/** What forgetting a project would delete. */
export async function forgetPreview(
  { mysql, redis, keyPrefix }: ForgetDependencies,
  project: string,
): Promise<ForgetReport> {
  let keys = 0;
  for await (const batch of shortKeys(redis, keyPrefix, project)) keys += batch.length;
  return { project, dryRun: true, rows: await countRows(mysql, project), shortKeys: keys };
}

/**
 * Deletes every trace of a project: all its rows, the vectors behind them, its short tier, its API keys, and what the
 * replicas have cached of it. Cut short at any point it has done a part for good, and finishes when run again. The
 * project itself goes last, so that it stays to be seen until then.
 */
export async function forgetProject(
  dependencies: ForgetDependencies,
  project: string,
  progress: Progress = () => undefined,
  signal?: AbortSignal,
): Promise<ForgetReport> {
  const { mysql, redis, keyPrefix, publish, onCommit } = dependencies;
  const rows: Deleted = {};
  let done = 0;
  /** @returns whether there was anything */
  const exhaust = async (step: () => Promise<Deleted>): Promise<boolean> => {
    const before = done;
    for (let deleted = await step(); sum(deleted) > 0; deleted = await step()) {
      for (const [table, n] of Object.entries(deleted)) if (n > 0) rows[table] = (rows[table] ?? 0) + n;
      done += sum(deleted);
      progress(done);
      signal?.throwIfAborted();
    }
    return done > before;
  };
  const keyIds = await keysOf(mysql, project);
  const short = await unlinkShortKeys(redis, keyPrefix, project);
  // Again until nothing is left: others may store while this runs.
  for (let found = true; found; ) {
    found = false;
    for (const source of VECTOR_TABLES) {
      if (await exhaust(() => deleteEntities(mysql, project, source))) found = true;
      onCommit();
    }
    for (const table of await projectTables(mysql)) {
      if (await exhaust(() => deleteRows(mysql, project, table))) found = true;
    }
  }
  // Entries that were given up would keep their vectors.
  await mysql.query(
    "UPDATE outbox SET state = 'pending', attempts = 0, available_at = CURRENT_TIMESTAMP(3) WHERE project_id = ? AND state = 'dead'",
    [project],
  );
  const later = await unlinkShortKeys(redis, keyPrefix, project);
  await mysql.query('DELETE FROM projects WHERE id = ?', [project]);
  onCommit();
  for (const keyId of keyIds) publish({ type: 'key.changed', keyId });
  publish({ type: 'project.forgotten', project });
  return { project, dryRun: false, rows, shortKeys: short + later };
}

const sum = (deleted: Deleted): number => Object.values(deleted).reduce((all, n) => all + n, 0);

async function keysOf(mysql: Pool, project: string): Promise<string[]> {
  const [rows] = await mysql.query<RowDataPacket[]>('SELECT id FROM api_keys WHERE project_id = ?', [
    project,
  ]);
  return rows.map(({ id }) => String(id));
}
