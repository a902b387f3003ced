import { readFile } from 'node:fs/promises';
import { parseEvents } from '../../../../deploy/preview/events.ts';
import { type Plan, planOf } from '../../../../deploy/preview/plan.ts';

/** Previews that were recorded from the program, cut to what a plan is read from. */
export type Recorded = 'release' | 'protected' | 'stores' | 'policy';

export async function recorded(name: Recorded): Promise<Plan> {
  const file = new URL(`recorded/${name}.jsonl`, import.meta.url);
  return planOf(parseEvents(await readFile(file, 'utf8')));
}
