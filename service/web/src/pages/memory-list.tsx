import type { MemoryPage } from '../../../src/memories/schemas.ts';
import { call, part } from '../api.ts';
import { More, usePages } from '../parts/more.tsx';
import { MemoryCard } from './memory-card.tsx';

/** All memories of a project, newest first. @param props.turn changes when the list is to be asked for anew */
export function MemoryList({ project, tier, turn }: { project: string; tier: string; turn: number }) {
  const pages = usePages(
    async (cursor) => {
      const path = `/projects/${part(project)}/memories`;
      const { memories, nextCursor } = await call<MemoryPage>(path, { query: { cursor, tier } });
      return { rows: memories, nextCursor };
    },
    [project, tier, turn],
  );
  return (
    <>
      <ul class="cards">
        {pages.rows.map((memory) => (
          <MemoryCard key={memory.id} memory={memory} />
        ))}
      </ul>
      {pages.rows.length === 0 && !pages.loading && !pages.error && <p class="quiet">There is none.</p>}
      <More pages={pages} />
    </>
  );
}
