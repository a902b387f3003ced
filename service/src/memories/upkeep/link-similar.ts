import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from '../../jobs/job.ts';
import type { MemoryContext } from '../context.ts';
import { type DueMemory, findDue } from '../links/repository.ts';
import { saveLinks } from '../links/save.ts';
import { currentVectors, similarTo } from '../links/similar.ts';

const BATCH = 256;
/** After each batch the stores are left to others for as long as it took. */
const REST = 1;

/** Links near-duplicates; see MemoryUpkeep.linkSimilar. */
export async function linkSimilar(
  context: MemoryContext,
  threshold: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<{ checked: number; linked: number }> {
  const total = { checked: 0, linked: 0 };
  let after: DueMemory | null = null;
  for (;;) {
    const start = performance.now();
    const due: DueMemory[] = await findDue(context.mysql, after, BATCH);
    if (due.length > 0) await context.guard.ready();
    const known = due.length > 0 ? await currentVectors(context, due) : new Map<string, Float32Array>();
    const checkable = due.filter(({ id }) => known.has(id));
    for (const [project, checked] of Map.groupBy(checkable, (memory) => memory.project)) {
      signal.throwIfAborted();
      const asked = new Map(checked.map(({ id }) => [id, known.get(id) as Float32Array]));
      const links = await similarTo(context, project, asked, threshold);
      total.linked += await saveLinks(context, checked, links);
      total.checked += checked.length;
      progress(total.checked);
    }
    after = due.at(-1) ?? null;
    if (due.length < BATCH) return total;
    await delay(REST * (performance.now() - start), undefined, { signal });
  }
}
