import type { Pool } from 'mysql2/promise';
import type { Embedder } from '../embeddings/embedder.ts';
import { findVectorSources, type VectorSource } from '../memories/vector-sources.ts';
import type { ModelGuard } from '../vectors/guard.ts';
import type { VectorIndex } from '../vectors/index.ts';
import type { Claim } from './claims.ts';

const TIERS = ['mid', 'long'] as const;

export interface ApplyDependencies {
  mysql: Pool;
  vectors: VectorIndex;
  embedder: Embedder;
  guard: ModelGuard;
}

/**
 * Makes the vectors of the claimed memories what their rows say now: there and current, or gone. Doing it twice
 * changes nothing.
 *
 * @throws EmbeddingError, VectorError, AppError MODEL_MISMATCH, and what MySQL throws
 */
export async function applyClaims(
  { mysql, vectors, embedder, guard }: ApplyDependencies,
  claims: readonly Claim[],
  signal: AbortSignal,
): Promise<void> {
  await guard.ready();
  const sources = await findVectorSources(
    mysql,
    claims.map(({ id }) => id),
  );
  const present = Array.from(sources.values());
  const made = await embedder.embed(
    present.map(({ content }) => content),
    signal,
  );
  const records = present.map((source, index) => ({ ...source, vector: made[index] as Float32Array }));
  await Promise.all(
    TIERS.map(async (tier) => {
      await vectors.upsert(
        tier,
        records.filter((record) => record.tier === tier),
      );
      await vectors.remove(tier, idsNotIn(tier, claims, sources));
    }),
  );
}

/** The claimed memories that have, or may have had, a vector in this tier and should have none. */
function idsNotIn(
  tier: string,
  claims: readonly Claim[],
  sources: ReadonlyMap<string, VectorSource>,
): string[] {
  return claims
    .filter(({ id, sweep }) => {
      const source = sources.get(id);
      return source ? sweep && source.tier !== tier : true;
    })
    .map(({ id }) => id);
}
