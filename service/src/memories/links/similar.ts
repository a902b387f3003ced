import type { MemoryContext } from '../context.ts';
import type { DueMemory, Link } from './repository.ts';

/** Near-duplicates looked for in each tier. */
const MAX_NEIGHBOURS = 10;
const TIERS = ['mid', 'long'] as const;

/**
 * The vectors of memories, by id; one that has none waits for its repair. Whatever was written to the vectors before is
 * seen by the searches that follow, for reading waits for it.
 *
 * @throws VectorError
 */
export async function currentVectors(
  { vectors }: MemoryContext,
  due: readonly DueMemory[],
): Promise<Map<string, Float32Array>> {
  const ids = due.map(({ id }) => id);
  const found = await Promise.all(TIERS.map((tier) => vectors.fetch(tier, ids)));
  return new Map(found.flatMap((known) => Array.from(known)));
}

/**
 * The near-duplicates of memories of one project.
 *
 * @param asked their vectors, by id
 * @throws VectorError
 */
export async function similarTo(
  { vectors }: MemoryContext,
  project: string,
  asked: ReadonlyMap<string, Float32Array>,
  threshold: number,
): Promise<Link[]> {
  const found = await Promise.all(
    // One more than wanted: each finds itself.
    TIERS.map((tier) => vectors.nearest(tier, project, Array.from(asked.values()), MAX_NEIGHBOURS + 1)),
  );
  return Array.from(asked.keys()).flatMap((id, index) =>
    found
      .flatMap((hits) => hits[index] ?? [])
      .filter((hit) => hit.id !== id && hit.score >= threshold)
      .map((hit) => ({ a: id, b: hit.id, similarity: Math.min(1, hit.score) })),
  );
}
