import { transaction } from '../database/transaction.ts';
import { within } from '../deadline.ts';
import { AppError } from '../errors.ts';
import { type Changed, duplicateContent, writeChange } from './change.ts';
import type { UpdateInput } from './change-schemas.ts';
import { changedMemory } from './changed-memory.ts';
import type { MemoryContext } from './context.ts';
import { assertWellFormed } from './draft.ts';
import type { UpdateOptions } from './memory-service.ts';
import { type Executor, lockMemory } from './repository.ts';
import type { Memory } from './schemas.ts';
import { updateShort } from './update-short.ts';

/** A change does not wait longer for Redis. */
const SHORT_TIER_MS = 250;

/** Changes a memory in whichever tier it is; see MemoryService.update. */
export async function updateMemory(
  context: MemoryContext,
  project: string,
  id: string,
  input: UpdateInput,
  { ifVersion }: UpdateOptions = {},
): Promise<Memory> {
  assertWellFormed(input);
  const quota = input.content === undefined ? null : await context.guards.quotaOf(project);
  const wanted = (current: Memory): Memory => {
    assertVersion(current, ifVersion);
    return changedMemory(current, input, new Date());
  };
  const wantedInRow = async (current: Memory): Promise<Memory> => {
    const memory = wanted(current);
    if (memory.content === current.content) return memory;
    await assertNotInShortTier(context, memory);
    quota?.take({ memories: 0, bytes: growth(current, memory) });
    return memory;
  };
  const durable = await changeDurable(context, project, id, wantedInRow, 'updated');
  const result = durable ?? (await updateShort(context, project, id, wanted));
  if (result.changed) {
    context.events.publish({ type: 'memory.updated', project, id, tier: result.memory.tier });
  }
  return result.memory;
}

/**
 * Changes a mid or long memory in a transaction of its own.
 *
 * @param wanted what the memory, kept from changing meanwhile, is to be
 * @returns null when there is no such memory in these tiers
 */
export async function changeDurable(
  context: MemoryContext,
  project: string,
  id: string,
  wanted: (current: Memory, db: Executor) => Memory | Promise<Memory>,
  event: 'updated' | 'promoted' | 'restored',
): Promise<Changed | null> {
  const result = await transaction(context.mysql, async (connection) => {
    const current = await lockMemory(connection, project, id);
    return current && writeChange(connection, current, await wanted(current, connection), event);
  });
  if (result?.changed) context.onCommit();
  return result;
}

/** @throws AppError DUPLICATE_CONTENT. Without an answer in time the text is kept in both tiers until it expires. */
export async function assertNotInShortTier(
  { short }: MemoryContext,
  { project, id, content }: Memory,
): Promise<void> {
  const asked = short.findByContent(project, content);
  const other = await within(SHORT_TIER_MS, 'looking into the short tier', asked).catch(() => null);
  if (other && other.id !== id) throw duplicateContent(other);
}

function assertVersion(current: Memory, ifVersion: number | undefined): void {
  if (ifVersion === undefined || current.version === ifVersion) return;
  throw new AppError('VERSION_CONFLICT', {
    message: `The memory has version ${current.version}, not ${ifVersion}; read it again`,
    details: { version: current.version },
  });
}

const growth = (from: Memory, to: Memory): number =>
  Buffer.byteLength(to.content) - Buffer.byteLength(from.content);
