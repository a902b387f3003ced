import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { CollectionKey, IndexedVector, VectorIndex, VectorTarget } from '../vectors/index.ts';
import type { VectorEntry, VectorKind, VectorKindName } from '../vectors/kind.ts';
import { classify, type Drift } from './drift.ts';

const PAGE = 500;
const SCAN = 1000;

export interface CompareDependencies {
  mysql: Pool;
  vectors: VectorIndex;
  /** The collections to look into. Default: those that are searched. */
  target?: (collection: CollectionKey) => VectorTarget;
}

/** What one page of entities showed. */
export interface Compared {
  /** Entities in MySQL. */
  checked: number;
  drift: Drift[];
}

type Found = Map<CollectionKey, IndexedVector[]>;

/**
 * Compares the entities of a kind with their vectors, in the order of their ids, a page at a time. What the outbox
 * still has to carry over is no drift, nor is what changes while it is looked at.
 */
export async function* compare(
  dependencies: CompareDependencies,
  kind: VectorKind,
  signal: AbortSignal,
): AsyncGenerator<Compared> {
  let after = '';
  for (;;) {
    signal.throwIfAborted();
    const entries = await kind.page(dependencies.mysql, after, PAGE);
    const upTo = entries.length < PAGE ? undefined : entries.at(-1)?.id;
    const found = await scanAll(dependencies, kind, after, upTo);
    const suspects = classify(entries, found);
    yield { checked: entries.length, drift: await confirm(dependencies, kind, suspects) };
    if (upTo === undefined) return;
    after = upTo;
  }
}

const searched = (collection: CollectionKey): VectorTarget => collection;

async function scanAll(
  { vectors, target = searched }: CompareDependencies,
  kind: VectorKind,
  start: string,
  upTo: string | undefined,
): Promise<Found> {
  const scan = async (collection: CollectionKey): Promise<[CollectionKey, IndexedVector[]]> => {
    const all: IndexedVector[] = [];
    let after = start;
    for (;;) {
      // Waiting once is enough to see everything from before the comparison.
      const complete = after === '';
      const range = { after, limit: SCAN, complete, ...(upTo === undefined ? {} : { upTo }) };
      const page = await vectors.scan(target(collection), range);
      all.push(...page);
      if (page.length < SCAN) return [collection, all];
      after = page.at(-1)?.id ?? after;
    }
  };
  return new Map(await Promise.all(kind.collections.map(scan)));
}

/** Looks again, with everything that was written until now. */
async function confirm(
  { mysql, vectors, target = searched }: CompareDependencies,
  kind: VectorKind,
  suspects: readonly Drift[],
): Promise<Drift[]> {
  const confirmed: Drift[] = [];
  for (let start = 0; start < suspects.length; start += PAGE) {
    const page = suspects.slice(start, start + PAGE).map(({ id }) => id);
    const ids = await notInOutbox(mysql, kind.name, [...new Set(page)]);
    const entries: VectorEntry[] = await kind.find(mysql, ids);
    const found = await Promise.all(
      kind.collections.map(
        async (collection): Promise<[CollectionKey, IndexedVector[]]> => [
          collection,
          await vectors.revisions(target(collection), ids),
        ],
      ),
    );
    const drift = classify(entries, new Map(found));
    const still = new Set(await notInOutbox(mysql, kind.name, [...new Set(drift.map(({ id }) => id))]));
    confirmed.push(...drift.filter(({ id }) => still.has(id)));
  }
  return confirmed;
}

async function notInOutbox(mysql: Pool, kind: VectorKindName, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const [rows] = await mysql.query<RowDataPacket[]>(
    'SELECT entity_id FROM outbox WHERE kind = ? AND entity_id IN (?)',
    [kind, ids],
  );
  const waiting = new Set(rows.map((row) => row.entity_id));
  return ids.filter((id) => !waiting.has(id));
}
