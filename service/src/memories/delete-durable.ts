import { enqueue } from '../outbox/enqueue.ts';
import { deleteMemory, type Executor } from './repository.ts';
import { deleteTraces } from './side-tables.ts';

/**
 * Deletes the rows of a memory together with the order to delete its vector, in the transaction of the connection.
 *
 * @returns whether it was there
 */
export async function deleteDurable(db: Executor, project: string, id: string): Promise<boolean> {
  const found = await deleteMemory(db, project, id);
  // Also without a row: a short-tier memory can have left an Idempotency-Key.
  await deleteTraces(db, project, id);
  if (found) await enqueue(db, { kind: 'memory', id, project, sweep: true });
  return found;
}
