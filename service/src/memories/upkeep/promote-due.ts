import { AppError } from '../../errors.ts';
import type { Progress } from '../../jobs/job.ts';
import type { DurableTier } from '../change-schemas.ts';
import type { MemoryContext } from '../context.ts';
import { promoteMemory } from '../promote.ts';
import { dueMidMemories } from './due-mid.ts';
import { dueShortMemories } from './due-short.ts';
import type { MemoryUpkeep, PromotionRules } from './upkeep.ts';

/** Lifts what is due; see MemoryUpkeep.promoteDue. */
export async function promoteDue(
  context: MemoryContext,
  rules: PromotionRules,
  progress: Progress,
  signal: AbortSignal,
): ReturnType<MemoryUpkeep['promoteDue']> {
  const risen = { mid: 0, long: 0 };
  const lift = async (project: string, id: string, tier: DurableTier) => {
    signal.throwIfAborted();
    if (!(await unlessGone(promoteMemory(context, project, id, tier)))) return;
    risen[tier] += 1;
    progress(risen.mid + risen.long);
  };
  await context.usage.flush();
  for await (const { project, id } of dueShortMemories(context, rules)) await lift(project, id, 'mid');
  for await (const { project, id } of dueMidMemories(context.mysql, rules)) await lift(project, id, 'long');
  return risen;
}

/** A full project keeps its memories where they are. */
const LEFT = new Set(['MEMORY_NOT_FOUND', 'TIER_CONFLICT', 'QUOTA_EXCEEDED']);

/** @returns false for a memory that was deleted, or lifted by somebody else, since it was found to be due */
async function unlessGone(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof AppError && LEFT.has(error.code)) return false;
    throw error;
  }
}
