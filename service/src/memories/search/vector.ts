import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { within } from '../../deadline.ts';
import { AppError } from '../../errors.ts';
import { VectorError } from '../../vectors/index.ts';
import { type MemoryContext, measured } from '../context.ts';
import type { MemoryFilter } from '../filters.ts';
import type { Scored } from './fuse.ts';

/** A search answers by keyword rather than wait longer for its vectors. */
const TIMEOUT_MS = 2000;
const FAILURES_TO_OPEN = 3;
const OPEN_MS = 2000;

export type VectorSearch = (
  project: string,
  query: string,
  filter: MemoryFilter,
  limit: number,
) => Promise<Scored[]>;

/**
 * Search by meaning in the mid and long tiers. After three failures in a row it is not tried for two seconds, so that
 * searches do not wait for a store that is down.
 */
export function createVectorSearch(context: MemoryContext): VectorSearch {
  const { vectors, embedder, guard, metrics } = context;
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  const search: VectorSearch = async (project, query, filter, limit) => {
    await guard.ready();
    const vector = await measured(metrics, 'embedding', () => embedder.embedQuery(query));
    const wanted = (['mid', 'long'] as const).filter((tier) => filter.tiers?.includes(tier) ?? true);
    const { type, tags, since, until } = filter;
    const vectorFilter = {
      type,
      tags,
      since: since === undefined ? undefined : Date.parse(since),
      until: until === undefined ? undefined : Date.parse(until),
    };
    const found = await measured(metrics, 'vector_search', () =>
      Promise.all(wanted.map((tier) => vectors.search(tier, project, vector, limit, vectorFilter))),
    );
    return found.flat().sort((a, b) => b.score - a.score);
  };
  return async (...args) => {
    try {
      return await breaker.execute(() => within(TIMEOUT_MS, 'vector search', search(...args)));
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        throw new VectorError('vector search is paused after failures');
      if (error instanceof AppError) throw new VectorError(error.message, { cause: error });
      throw error;
    }
  };
}
