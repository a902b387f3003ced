import type { RelatedMemories } from '../../../src/memories/change-schemas.ts';
import { call } from '../api.ts';
import { useLoaded } from '../data.ts';
import { Show } from '../parts/page.tsx';
import { MemoryCard } from './memory-card.tsx';

/** Memories that say nearly the same. */
export function RelatedList({ path, version }: { path: string; version: number }) {
  const related = useLoaded(() => call<RelatedMemories>(`${path}/related`), [path, version]);
  return (
    <Show from={related}>
      {(found) =>
        found.related.length > 0 && (
          <section>
            <h2>Nearly the same</h2>
            <ul class="cards">
              {found.related.map(({ memory, similarity }) => (
                <MemoryCard key={memory.id} memory={memory}>
                  <p class="quiet">similarity {similarity.toFixed(3)}</p>
                </MemoryCard>
              ))}
            </ul>
          </section>
        )
      }
    </Show>
  );
}
