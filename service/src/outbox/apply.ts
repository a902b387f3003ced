import type { Pool } from 'mysql2/promise';
import type { Embedder } from '../embeddings/embedder.ts';
import type { ModelGuard } from '../vectors/guard.ts';
import type { VectorIndex } from '../vectors/index.ts';
import type { VectorKind, VectorSource } from '../vectors/kind.ts';
import { revisionOf } from '../vectors/revision.ts';
import type { Claim } from './claims.ts';
import { VECTOR_KINDS } from './kinds.ts';

export interface ApplyDependencies {
  mysql: Pool;
  vectors: VectorIndex;
  embedder: Embedder;
  guard: ModelGuard;
}

/**
 * Makes the vectors of the claimed entities what their rows say now: there and current, or gone. Doing it twice
 * changes nothing.
 *
 * @throws EmbeddingError, VectorError, AppError MODEL_MISMATCH, and what MySQL throws
 */
export async function applyClaims(
  dependencies: ApplyDependencies,
  claims: readonly Claim[],
  signal: AbortSignal,
): Promise<void> {
  await dependencies.guard.ready();
  for (const kind of VECTOR_KINDS) {
    const own = claims.filter((claim) => claim.kind === kind.name);
    if (own.length > 0) await applyKind(dependencies, kind, own, signal);
  }
}

async function applyKind(
  { mysql, vectors, embedder }: ApplyDependencies,
  kind: VectorKind,
  claims: readonly Claim[],
  signal: AbortSignal,
): Promise<void> {
  const sources = await kind.find(
    mysql,
    claims.map(({ id }) => id),
  );
  const made = await embedder.embed(
    sources.map(({ text }) => text),
    signal,
  );
  const records = sources.map((source, index) => ({
    ...source,
    revision: revisionOf(source),
    vector: made[index] as Float32Array,
  }));
  await Promise.all(
    kind.collections.map(async (collection) => {
      await vectors.upsert(
        collection,
        records.filter((record) => record.collection === collection),
      );
      await vectors.remove(collection, idsNotIn(collection, claims, sources));
    }),
  );
}

/** The claimed entities that have, or may have had, a vector in this collection and should have none. */
function idsNotIn(collection: string, claims: readonly Claim[], sources: readonly VectorSource[]): string[] {
  const home = new Map(sources.map((source) => [source.id, source.collection]));
  return claims
    .filter(({ id, sweep }) => {
      const there = home.get(id);
      return there ? sweep && there !== collection : true;
    })
    .map(({ id }) => id);
}
