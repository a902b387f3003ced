import type { Pool, PoolConnection } from 'mysql2/promise';
import { transaction } from '../database/transaction.ts';
import { AppError } from '../errors.ts';
import type { ServiceEvent } from '../events/event.ts';
import type { Guards } from '../guards/guards.ts';
import { amountOf, type Quota } from '../guards/quotas.ts';
import { claimText } from '../memories/claim-text.ts';
import { contentHash } from '../memories/identity.ts';
import { insertDurable } from '../memories/insert-durable.ts';
import type { Memory } from '../memories/schemas.ts';
import type { ShortStore } from '../memories/short-store.ts';
import { insertHash } from '../memories/side-tables.ts';
import { type Existing, findExisting } from './existing.ts';
import { idAt } from './id-at.ts';

export interface ImportDependencies {
  mysql: Pool;
  short: ShortStore;
  guards: Guards;
  /** Life of a short-tier memory whose line does not say. */
  shortTtlSeconds: number;
  publish(event: ServiceEvent): void;
  /** Called after each commit that changed the outbox. */
  onCommit: () => void;
}

/** What became of one memory. */
export type Outcome =
  | { status: 'created' | 'existing'; id: string }
  | { status: 'expired' }
  | { status: 'failed'; error: AppError };

/**
 * Writes memories as they are, mid and long ones in one transaction. One that the project has already, by its id or
 * by its text, is left as it is there. Repeating it changes nothing.
 */
export async function writeMemories(
  dependencies: ImportDependencies,
  project: string,
  memories: readonly Memory[],
): Promise<Outcome[]> {
  const { mysql, short, guards, publish, onCommit } = dependencies;
  const living = memories.filter((memory) => !isOver(memory));
  if (living.length === 0) return memories.map(() => ({ status: 'expired' }));
  const quota = await guards.quotaOf(project);
  await mysql.execute('INSERT IGNORE INTO projects (id) VALUES (?)', [project]);
  const outcomes = await transaction(mysql, async (connection) => {
    const existing = await findExisting(connection, project, living);
    const written = new Map<Memory, Outcome>();
    for (const memory of living) {
      const durable = memory.tier !== 'short';
      written.set(
        memory,
        durable
          ? await writeDurable(connection, existing, memory, quota)
          : await writeShort(short, existing, memory),
      );
    }
    return written;
  });
  onCommit();
  for (const [{ tier }, outcome] of outcomes) {
    if (outcome.status === 'created') publish({ type: 'memory.stored', project, id: outcome.id, tier });
  }
  return memories.map((memory) => outcomes.get(memory) ?? { status: 'expired' });
}

/** What writeMemories would do, as far as it can be told without doing it: no quota is asked. */
export async function previewMemories(
  { mysql, short }: Pick<ImportDependencies, 'mysql' | 'short'>,
  project: string,
  memories: readonly Memory[],
): Promise<Outcome[]> {
  const existing = await findExisting(mysql, project, memories);
  const outcomes: Outcome[] = [];
  for (const memory of memories) {
    const id =
      existing.same(memory) ?? (memory.tier === 'short' ? await sameInShort(short, memory) : undefined);
    if (isOver(memory)) outcomes.push({ status: 'expired' });
    else outcomes.push(id ? { status: 'existing', id } : { status: 'created', id: memory.id });
    if (!isOver(memory)) existing.add(memory);
  }
  return outcomes;
}

const isOver = ({ expiresAt }: Memory): boolean => expiresAt !== null && Date.parse(expiresAt) <= Date.now();

async function writeDurable(
  connection: PoolConnection,
  existing: Existing,
  memory: Memory,
  quota: Quota,
): Promise<Outcome> {
  const there = existing.same(memory);
  if (there) return { status: 'existing', id: there };
  try {
    quota.take(amountOf(memory.content));
  } catch (error) {
    if (error instanceof AppError) return { status: 'failed', error };
    throw error;
  }
  const free = withFreeId(memory, existing);
  const hash = contentHash(free.content);
  const holder = await claimText(connection, free, hash, insertHash);
  if (holder) return { status: 'existing', id: holder.id };
  await insertDurable(connection, free, hash, null);
  existing.add(free);
  return { status: 'created', id: free.id };
}

async function writeShort(short: ShortStore, existing: Existing, memory: Memory): Promise<Outcome> {
  const there = existing.same(memory) ?? (await sameInShort(short, memory));
  if (there) return { status: 'existing', id: there };
  const free = withFreeId(memory, existing);
  const holder = await short.add(free, Date.parse(free.expiresAt as string) - Date.now());
  return holder ? { status: 'existing', id: holder.id } : { status: 'created', id: free.id };
}

async function sameInShort(short: ShortStore, { project, id, content }: Memory): Promise<string | undefined> {
  const found = (await short.get(project, id)) ?? (await short.findByContent(project, content));
  return found?.id;
}

const withFreeId = (memory: Memory, existing: Existing): Memory =>
  existing.taken(memory.id) ? { ...memory, id: idAt(Date.parse(memory.createdAt)) } : memory;
