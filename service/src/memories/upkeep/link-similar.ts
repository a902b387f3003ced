import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from '../../jobs/job.ts';
import type { MemoryContext } from '../context.ts';
import { type DueMemory, findDue } from '../links/repository.ts';
import { saveLinks } from '../links/save.ts';
import { similarTo } from '../links/similar.ts';

const BATCH = 64;
/** After each batch the stores are left to others for this many times as long as it took. */
const REST = 2;

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
    for (const group of groupsOf(due)) {
      signal.throwIfAborted();
      const { checked, links } = await similarTo(context, group, threshold);
      const saved = await saveLinks(context, checked, links);
      total.checked += checked.length;
      total.linked += saved;
      progress(total.checked);
    }
    after = due.at(-1) ?? null;
    if (due.length < BATCH) return total;
    await delay(REST * (performance.now() - start), undefined, { signal });
  }
}

/** Memories of one project and tier are looked at together. */
function groupsOf(due: readonly DueMemory[]): DueMemory[][] {
  return Array.from(Map.groupBy(due, ({ project, tier }) => `${project}/${tier}`).values());
}
