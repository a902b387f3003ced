import type { MemoryContext } from '../context.ts';
import type { DueMemory, Link } from './repository.ts';

/** Near-duplicates looked for in each tier. */
const MAX_NEIGHBOURS = 10;
const TIERS = ['mid', 'long'] as const;

/**
 * The near-duplicates of memories of one project and one tier, by their vectors.
 *
 * @returns the memories that have a vector, and what was found; one that has none waits for its repair
 * @throws VectorError
 */
export async function similarTo(
  { vectors }: MemoryContext,
  group: readonly DueMemory[],
  threshold: number,
): Promise<{ checked: DueMemory[]; links: Link[] }> {
  const [{ project, tier } = { project: '', tier: 'mid' as const }] = group;
  const known = await vectors.fetch(
    tier,
    group.map(({ id }) => id),
  );
  const checked = group.filter(({ id }) => known.has(id));
  const asked = checked.map(({ id }) => known.get(id) as Float32Array);
  if (asked.length === 0) return { checked: [], links: [] };
  const found = await Promise.all(
    // One more than wanted: each finds itself.
    TIERS.map((other) => vectors.nearest(other, project, asked, MAX_NEIGHBOURS + 1)),
  );
  const links = checked.flatMap(({ id }, index) =>
    found
      .flatMap((hits) => hits[index] ?? [])
      .filter((hit) => hit.id !== id && hit.score >= threshold)
      .map((hit) => ({ a: id, b: hit.id, similarity: Math.min(1, hit.score) })),
  );
  return { checked, links };
}
