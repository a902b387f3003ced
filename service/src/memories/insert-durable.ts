import type { PoolConnection } from 'mysql2/promise';
import { enqueue } from '../outbox/enqueue.ts';
import { type Changed, writeChange } from './change.ts';
import type { DurableTier } from './change-schemas.ts';
import { insertHistory } from './history/repository.ts';
import { type Executor, insertMemory, lockMemory } from './repository.ts';
import type { Memory } from './schemas.ts';
import { insertTerms } from './side-tables.ts';
import { TIER_ORDER } from './tiers.ts';

/** What a short-tier memory is once it is lifted. */
export const raisedFrom = (short: Memory, tier: DurableTier, expiresAt: string | null): Memory => ({
  ...short,
  tier,
  expiresAt,
  version: short.version + 1,
  updatedAt: new Date().toISOString(),
});

/**
 * Writes the rows of a new mid or long memory, whose text it has claimed, and its outbox entry.
 *
 * @param short the short-tier memory it was lifted from
 */
export async function insertDurable(
  db: Executor,
  memory: Memory,
  hash: Buffer,
  short: Memory | null,
): Promise<void> {
  await insertMemory(db, memory, hash);
  await insertTerms(db, memory);
  if (short) {
    const { tier, expiresAt } = short;
    await insertHistory(db, short, 'promoted', { tier, expiresAt }, new Date(memory.updatedAt));
  }
  await enqueue(db, { kind: 'memory', id: memory.id, project: memory.project, sweep: false });
}

/**
 * Gives the memory that holds a text the higher of both tiers and the later of both ends; null = it stays.
 *
 * @param holder as claimText gave it: the lock on its text keeps it from going
 */
export async function riseTo(
  connection: PoolConnection,
  holder: Memory,
  tier: DurableTier,
  expiresAt: string | null,
): Promise<Changed> {
  const raised = (memory: Memory): Memory => ({
    ...memory,
    tier: TIER_ORDER[tier] > TIER_ORDER[memory.tier] ? tier : memory.tier,
    expiresAt: later(memory.expiresAt, tier === 'long' ? null : expiresAt),
  });
  const wanted = raised(holder);
  if (wanted.tier === holder.tier && wanted.expiresAt === holder.expiresAt) {
    return { memory: holder, changed: false };
  }
  // Also when it has expired this very moment.
  const locked = await lockMemory(connection, holder.project, holder.id, 'TRUE');
  if (!locked) throw new Error('a text hash has no memory');
  const event = TIER_ORDER[tier] > TIER_ORDER[locked.tier] ? 'promoted' : 'updated';
  return writeChange(connection, locked, raised(locked), event);
}

const later = (a: string | null, b: string | null): string | null => {
  if (a === null || b === null) return null;
  return Date.parse(a) >= Date.parse(b) ? a : b;
};
