import { LRUCache } from 'lru-cache';
import type { Pool } from 'mysql2/promise';
import { AppError } from '../errors.ts';
import { type Amount, countUsage, type ProjectUsage, type QuotaLimits } from './usage.ts';

/** What a memory with this text takes. */
export const amountOf = (content: string): Amount => ({ memories: 1, bytes: Buffer.byteLength(content) });

/** What a project holds and may hold. */
export interface Quota {
  /**
   * Counts that so much more is there now. Call it within the transaction that writes it; what is rolled back is
   * counted nonetheless, until the next count.
   *
   * @throws AppError QUOTA_EXCEEDED (409) with the figures when that would be too much
   */
  take(more: Amount): void;
}

export interface Quotas {
  of(project: string): Promise<Quota>;
  /** Counts the project anew at the next `of`. */
  forget(project: string): void;
}

const MAX_PROJECTS = 10_000;
const RECOUNT_MS = 10_000;
/** A project that is full is counted again sooner, for something may have been deleted. */
const RECOUNT_FULL_MS = 1000;
/** Counting takes no more than a hundredth of the time. */
const REST_FACTOR = 100;

interface Counted {
  usage: ProjectUsage;
  at: number;
  tookMs: number;
}

/**
 * Each process counts a project when it first stores there and again every ten seconds, in the background, and adds
 * what it stores itself in between. No row is shared by the writers, so none waits for another; the price is that a
 * project can pass its bound by what the other processes store within those seconds.
 */
export function createQuotas(mysql: Pool, defaults: QuotaLimits): Quotas {
  const known = new LRUCache<string, Counted>({ max: MAX_PROJECTS });
  const counting = new Map<string, Promise<Counted>>();

  const count = (project: string): Promise<Counted> => {
    const under = counting.get(project);
    if (under) return under;
    const start = performance.now();
    const work = countUsage(mysql, project, defaults)
      .then((usage) => {
        const at = performance.now();
        const counted = { usage, at, tookMs: at - start };
        known.set(project, counted);
        return counted;
      })
      .finally(() => counting.delete(project));
    counting.set(project, work);
    return work;
  };

  return {
    forget: (project) => void known.delete(project),
    async of(project) {
      let counted = known.get(project);
      if (!counted) counted = await count(project);
      const age = performance.now() - counted.at;
      if (isFull(counted.usage) && age > RECOUNT_FULL_MS) counted = await count(project);
      // Should it fail, the old figures serve until the next attempt.
      else if (age > Math.max(RECOUNT_MS, REST_FACTOR * counted.tookMs))
        count(project).catch(() => undefined);
      return quota(project, counted.usage);
    },
  };
}

const isFull = ({ memories, bytes, limits }: ProjectUsage): boolean =>
  (limits.memories > 0 && memories >= limits.memories) || (limits.bytes > 0 && bytes >= 0.99 * limits.bytes);

function quota(project: string, usage: ProjectUsage): Quota {
  return {
    take(more) {
      for (const what of ['memories', 'bytes'] as const) {
        const limit = usage.limits[what];
        if (limit === 0 || more[what] <= 0 || usage[what] + more[what] <= limit) continue;
        throw new AppError('QUOTA_EXCEEDED', {
          message: `The project ${project} holds ${usage[what]} of ${limit} ${what}; ${more[what]} more are too many`,
          details: { quota: what, limit, used: usage[what], asked: more[what] },
        });
      }
      usage.memories += more.memories;
      usage.bytes += more.bytes;
    },
  };
}
