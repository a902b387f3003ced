import type { Static } from 'typebox';
import type { Progress } from '../../jobs/job.ts';
import type { Promotion } from './rules.ts';

/** When a memory rises by itself; `config.memory.promotion` fits. */
export type PromotionRules = Readonly<Omit<Static<typeof Promotion>, 'enabled'>>;

/** Work on memories that nobody waits for. Each may be cut short at any point and run again. */
export interface MemoryUpkeep {
  /** Lifts what is old enough and either important or used. @returns how many rose to each tier */
  promoteDue(
    rules: PromotionRules,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<{ mid: number; long: number }>;

  /** Deletes mid memories whose time is over, with every trace. */
  removeExpired(progress: Progress, signal: AbortSignal): Promise<{ removed: number }>;

  /**
   * Looks for near-duplicates of what was stored or changed, and links them.
   *
   * @param threshold cosine similarity from which two texts say nearly the same
   */
  linkSimilar(
    threshold: number,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<{ checked: number; linked: number }>;

  /** Writes down the uses counted in this process so far. */
  flushUsage(): Promise<void>;
}
