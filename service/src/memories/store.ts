import { LRUCache } from 'lru-cache';
import { AppError } from '../errors.ts';
import type { MemoryContext } from './context.ts';
import { draftMemory } from './draft.ts';
import { getMemory } from './get.ts';
import { requestHash } from './idempotency.ts';
import type { Memory, StoreInput, StoreResult } from './schemas.ts';
import { deleteIdempotencyKey, findIdempotencyKey } from './side-tables.ts';
import { KeyTakenError, storeDurable } from './store-durable.ts';
import type { KeyedRequest } from './store-fresh.ts';
import { finishShort, storeShort } from './store-short.ts';

const KNOWN_PROJECTS = 10_000;

export type Store = (
  project: string,
  input: StoreInput,
  options?: { idempotencyKey?: string },
) => Promise<StoreResult>;

/** Storing of memories; see MemoryService.store. */
export function createStore(context: MemoryContext): Store {
  const known = new LRUCache<string, true>({ max: KNOWN_PROJECTS });
  context.events.on((event) => {
    if (event.type === 'project.forgotten') known.delete(event.project);
    if (event.type === 'bus.resumed') known.clear();
  });
  const ensureProject = async (project: string) => {
    if (known.has(project)) return;
    await context.mysql.execute('INSERT IGNORE INTO projects (id) VALUES (?)', [project]);
    known.set(project, true);
  };
  const attempt = async (draft: Memory, request: KeyedRequest | undefined): Promise<StoreResult> => {
    if (draft.tier !== 'short') {
      await ensureProject(draft.project);
      return storeDurable(context, draft, request);
    }
    await ensureProject(draft.project).catch(() => undefined);
    return storeShort(context, draft, request);
  };

  return async (project, input, { idempotencyKey } = {}) => {
    const draft = draftMemory(project, input, context.shortTtlSeconds);
    if (idempotencyKey === undefined) return attempt(draft, undefined);
    const request = { key: idempotencyKey, hash: requestHash(input) };
    try {
      return await attempt(draft, request);
    } catch (error) {
      if (!(error instanceof KeyTakenError)) throw error;
      return (await replay(context, draft, request)) ?? (await attempt(draft, request));
    }
  };
}

/**
 * The answer that the key's first request got. null when nothing is left of it, and the key is free again: only a
 * durable tier can say so, for its memory was written together with the key.
 */
async function replay(
  context: MemoryContext,
  draft: Memory,
  { key, hash }: KeyedRequest,
): Promise<StoreResult | null> {
  const { project } = draft;
  const first = await findIdempotencyKey(context.mysql, project, key);
  if (!first) return null;
  if (!first.requestHash.equals(hash)) throw new AppError('IDEMPOTENCY_KEY_REUSED');
  const memory = await getMemory(context, project, first.memoryId);
  if (memory) {
    // Cut short after its commit, the first request left the text in the short tier too.
    if (memory.tier !== 'short') await context.short.remove(project, memory.id).catch(() => false);
    return { memory, created: first.created };
  }
  if (draft.tier === 'short') return finishShort(context, draft, key, first);
  await deleteIdempotencyKey(context.mysql, project, key);
  return null;
}
