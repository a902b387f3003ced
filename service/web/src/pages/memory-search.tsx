import type { Explanation, SearchResult } from '../../../src/memories/search/schemas.ts';
import { call, part } from '../api.ts';
import { useLoaded } from '../data.ts';
import { Show } from '../parts/page.tsx';
import { MemoryCard } from './memory-card.tsx';

const LIMIT = 20;
const DIGITS = 4;

/** How the parts of a score add up. */
const explained = (explain: Explanation | undefined) =>
  Object.entries(explain ?? {})
    .map(([name, value]) => {
      const figure = typeof value === 'number' ? value : (value as { contribution?: number }).contribution;
      return figure === undefined ? name : `${name} ${figure.toFixed(DIGITS)}`;
    })
    .join(' + ');

/** What a search finds, with its scores. */
export function MemorySearch({ project, query, tier }: { project: string; query: string; tier: string }) {
  const found = useLoaded(
    () =>
      call<SearchResult>(`/projects/${part(project)}/memories/search`, {
        body: { query, limit: LIMIT, explain: true, ...(tier ? { tiers: [tier] } : {}) },
      }),
    [project, query, tier],
  );
  return (
    <Show from={found}>
      {({ results, degraded, unavailable }) => (
        <>
          {degraded && (
            <p class="notice" role="status">
              Not everything could be searched: {unavailable.join(', ')}
            </p>
          )}
          {results.length === 0 && <p class="quiet">Nothing was found.</p>}
          <ol class="cards">
            {results.map(({ memory, score, explain }) => (
              <MemoryCard key={memory.id} memory={memory}>
                <p class="quiet">
                  score {score.toFixed(DIGITS)} = {explained(explain)}
                </p>
              </MemoryCard>
            ))}
          </ol>
        </>
      )}
    </Show>
  );
}
