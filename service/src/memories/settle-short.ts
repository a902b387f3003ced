import type { MemoryContext } from './context.ts';
import type { Memory } from './schemas.ts';
import { changeDurable } from './update.ts';

/**
 * Removes the entry of a short-tier memory that was lifted. Where it was changed while it rose, the change rises too.
 * Without Redis the entry stays until it expires, hidden by the row of the same id.
 *
 * @returns whether the entry had gone before
 */
export async function settleShort(context: MemoryContext, lifted: Memory): Promise<boolean> {
  try {
    return await settle(context, lifted);
  } catch (err) {
    context.log.warn({ err }, 'a lifted memory could not be taken out of the short tier');
    return false;
  }
}

async function settle(context: MemoryContext, lifted: Memory): Promise<boolean> {
  const { project, id } = lifted;
  let left = lifted;
  for (;;) {
    const taken = await context.short.take(left);
    if (taken.state === 'gone') return true;
    if (taken.state === 'changed') {
      left = taken.memory;
      continue;
    }
    context.usage.add(project, id, taken.uses);
    break;
  }
  if (left === lifted) return false;
  const { type, content, tags, importance, source, sessionId, verifiedAt } = left;
  const fields = { type, content, tags, importance, source, sessionId, verifiedAt };
  await changeDurable(context, project, id, (memory) => ({ ...memory, ...fields }), 'updated');
  return false;
}
