import type { Pool } from 'mysql2/promise';
import type { Embedder } from '../embeddings/embedder.ts';
import type { ModelGuard } from '../vectors/guard.ts';
import type { VectorIndex } from '../vectors/index.ts';
import type { VectorKind, VectorSource } from '../vectors/kind.ts';
import { makeRecords } from '../vectors/records.ts';
import type { Claim } from './claims.ts';
import { VECTOR_KINDS } from './kinds.ts';
import { type Targets, writeTargets } from './targets.ts';

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
  const targets = await writeTargets(dependencies.mysql, dependencies.guard);
  for (const kind of VECTOR_KINDS) {
    const own = claims.filter((claim) => claim.kind === kind.name);
    if (own.length > 0) await applyKind(dependencies, targets, kind, own, signal);
  }
}

async function applyKind(
  { mysql, vectors, embedder }: ApplyDependencies,
  targets: Targets,
  kind: VectorKind,
  claims: readonly Claim[],
  signal: AbortSignal,
): Promise<void> {
  const sources = await kind.find(
    mysql,
    claims.map(({ id }) => id),
  );
  const records = await makeRecords(embedder, sources, signal);
  await Promise.all(
    kind.collections.map(async (collection) => {
      const present = records.filter((_, index) => sources[index]?.collection === collection);
      const gone = idsNotIn(collection, claims, sources);
      for (const target of targets(collection)) {
        await vectors.upsert(target, present);
        await vectors.remove(target, gone);
      }
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
