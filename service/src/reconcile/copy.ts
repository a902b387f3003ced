import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'mysql2/promise';
import { type Embedder, EmbeddingError } from '../embeddings/embedder.ts';
import { enqueueAll } from '../outbox/enqueue.ts';
import type { Log } from '../ports.ts';
import type { VectorIndex } from '../vectors/index.ts';
import type { VectorKind, VectorSource } from '../vectors/kind.ts';
import { type RebuildState, saveRebuild } from '../vectors/rebuild-state.ts';
import { makeRecords } from '../vectors/records.ts';
import { revisionOf } from '../vectors/revision.ts';

const PAGE = 64;
const ATTEMPTS = 8;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

export interface CopyDependencies {
  mysql: Pool;
  vectors: VectorIndex;
  embedder: Embedder;
  log: Log;
}

/**
 * Makes the vectors of a kind anew, in the new generations, from where it stopped last time. Relays write there too:
 * what changes between being read and being written here is handed to them, so that the newest state wins.
 *
 * @param onPage told how many entities are done with each page
 */
export async function copyKind(
  dependencies: CopyDependencies,
  state: RebuildState,
  kind: VectorKind,
  onPage: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { mysql, log } = dependencies;
  for (;;) {
    signal.throwIfAborted();
    const page = await kind.page(mysql, state.copied[kind.name] ?? '', PAGE);
    const last = page.at(-1);
    if (!last) return;
    const wanted = page.filter(({ collection }) => state.generations[collection] !== undefined);
    const ids = wanted.map(({ id }) => id);
    await patiently(log, signal, () => copyPage(dependencies, state, kind, ids, signal));
    state.copied[kind.name] = last.id;
    await saveRebuild(mysql, state);
    onPage(page.length);
  }
}

async function copyPage(
  { mysql, vectors, embedder }: CopyDependencies,
  state: RebuildState,
  kind: VectorKind,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const sources = await kind.find(mysql, ids);
  const later = (changed: readonly VectorSource[]) =>
    enqueueAll(
      mysql,
      changed.map(({ id, project }) => ({ kind: kind.name, id, project })),
    );
  try {
    const records = await makeRecords(embedder, sources, signal);
    for (const collection of kind.collections) {
      const generation = state.generations[collection];
      if (generation === undefined) continue;
      const own = records.filter((_, index) => sources[index]?.collection === collection);
      await vectors.upsert({ collection, generation }, own);
    }
  } catch (error) {
    if (!(error instanceof EmbeddingError && error.permanent)) throw error;
    // One of them cannot be embedded; the relay finds out which, and puts that aside.
    return later(sources);
  }
  const now = new Map((await kind.find(mysql, ids)).map((source) => [source.id, source]));
  await later(sources.filter((source) => !same(source, now.get(source.id))));
}

const same = (before: VectorSource, now: VectorSource | undefined): boolean =>
  now !== undefined && now.collection === before.collection && revisionOf(now) === revisionOf(before);

/** A store that is away for a while must not cost the work of hours. */
async function patiently(log: Log, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (attempt === ATTEMPTS) throw error;
      log.warn({ err: error, attempt }, 'a page of vectors could not be rebuilt; trying again');
      await delay(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt), undefined, { signal });
    }
  }
}
