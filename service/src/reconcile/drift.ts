import type { CollectionKey, IndexedVector } from '../vectors/index.ts';
import type { VectorEntry } from '../vectors/kind.ts';
import { revisionOf } from '../vectors/revision.ts';

/**
 * missing: there is no vector; stale: it was made from an older text or older fields; orphaned: what it belonged to is
 * gone; misplaced: it lies in a collection where it no longer belongs.
 */
export const DRIFTS = ['missing', 'stale', 'orphaned', 'misplaced'] as const;
export type DriftKind = (typeof DRIFTS)[number];

/** A vector that is not what MySQL says. */
export interface Drift {
  id: string;
  project: string;
  collection: CollectionKey;
  what: DriftKind;
}

/** Compares entities with the vectors found of them. Both cover the same ids. */
export function classify(
  entries: readonly VectorEntry[],
  found: ReadonlyMap<CollectionKey, readonly IndexedVector[]>,
): Drift[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const drift: Drift[] = [];
  for (const [collection, vectors] of found) {
    const present = new Set<string>();
    for (const vector of vectors) {
      present.add(vector.id);
      const what = judge(byId.get(vector.id), vector, collection);
      if (what) drift.push({ id: vector.id, project: vector.project, collection, what });
    }
    for (const { id, project, collection: home } of entries) {
      if (home === collection && !present.has(id)) drift.push({ id, project, collection, what: 'missing' });
    }
  }
  return drift;
}

function judge(
  entry: VectorEntry | undefined,
  { revision }: IndexedVector,
  collection: CollectionKey,
): DriftKind | null {
  if (!entry) return 'orphaned';
  if (entry.collection !== collection) return 'misplaced';
  return revision === null || revision === revisionOf(entry) ? null : 'stale';
}
