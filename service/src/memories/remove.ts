import { transaction } from '../database/transaction.ts';
import type { MemoryContext } from './context.ts';
import { deleteDurable } from './delete-durable.ts';

/**
 * Deletes a memory in whichever tier it is: its rows in one transaction together with the order to delete its vector,
 * and its entry in Redis.
 *
 * @returns whether it was there
 */
export async function removeMemory(context: MemoryContext, project: string, id: string): Promise<boolean> {
  const removeRows = () => transaction(context.mysql, (connection) => deleteDurable(connection, project, id));
  const durable = await removeRows();
  // A memory that was lifted out of the short tier may still have its old entry there.
  const brief = await context.short.remove(project, id).catch((error: unknown) => {
    if (durable) return false;
    throw error;
  });
  // It may have been lifted between the two looks.
  const removed = durable || brief || (await removeRows());
  if (!removed) return false;
  context.onCommit();
  context.events.publish({ type: 'memory.deleted', project, id, tier: null });
  return true;
}
