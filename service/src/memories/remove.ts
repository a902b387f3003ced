import { transaction } from '../database/transaction.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { MemoryContext } from './context.ts';
import { deleteMemory } from './repository.ts';
import { deleteTraces } from './side-tables.ts';

/**
 * Deletes a memory in whichever tier it is: its rows in one transaction together with the order to delete its vector,
 * and its entry in Redis.
 *
 * @returns whether it was there
 */
export async function removeMemory(context: MemoryContext, project: string, id: string): Promise<boolean> {
  const durable = await transaction(context.mysql, async (connection) => {
    const found = await deleteMemory(connection, project, id);
    // Also without a row: a short-tier memory can have left an Idempotency-Key.
    await deleteTraces(connection, project, id);
    if (found) await enqueue(connection, { kind: 'memory', id, project, sweep: true });
    return found;
  });
  if (durable) context.onCommit();
  // A memory that was lifted out of the short tier may still have its old entry there.
  const short = context.short.remove(project, id);
  return durable
    ? short.then(
        () => true,
        () => true,
      )
    : short;
}
