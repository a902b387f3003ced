import type { RowDataPacket } from 'mysql2/promise';
import { transaction } from '../../database/transaction.ts';
import type { Progress } from '../../jobs/job.ts';
import type { MemoryContext } from '../context.ts';
import { deleteDurable } from '../delete-durable.ts';
import { lockMemory } from '../repository.ts';

const BATCH = 200;
const EXPIRED = 'm.expires_at <= UTC_TIMESTAMP(3)';

/** Deletes mid memories whose time is over; see MemoryUpkeep.removeExpired. */
export async function removeExpired(
  context: MemoryContext,
  progress: Progress,
  signal: AbortSignal,
): Promise<{ removed: number }> {
  let removed = 0;
  for (;;) {
    const [rows] = await context.mysql.query<RowDataPacket[]>(
      `SELECT m.id, m.project_id FROM long_term_memories m WHERE ${EXPIRED} ORDER BY m.expires_at LIMIT ${BATCH}`,
    );
    for (const { project_id: project, id } of rows) {
      signal.throwIfAborted();
      if (await removeOne(context, project, id)) progress(++removed);
    }
    context.onCommit();
    if (rows.length < BATCH) return { removed };
  }
}

async function removeOne(context: MemoryContext, project: string, id: string): Promise<boolean> {
  const removed = await transaction(context.mysql, async (connection) => {
    // It may have been given more time, or pinned, since it was found.
    if (!(await lockMemory(connection, project, id, EXPIRED))) return false;
    return deleteDurable(connection, project, id);
  });
  if (removed) context.events.publish({ type: 'memory.deleted', project, id, tier: null });
  return removed;
}
