import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { within } from '../../deadline.ts';
import { AppError } from '../../errors.ts';
import { VectorError } from '../../vectors/index.ts';
import { type MemoryContext, measured } from '../context.ts';
import type { MemoryFilter } from '../filters.ts';
import type { Scored } from './fuse.ts';
import { idsForIndex } from './narrow.ts';
import type { ShortCandidate } from './short-scan.ts';
import { createShortVectors } from './short-vectors.ts';

/** A search answers by keyword rather than wait longer for its vectors. */
const TIMEOUT_MS = 2000;
const FAILURES_TO_OPEN = 3;
const OPEN_MS = 2000;
/** More are asked for where the index does not know a filter, and rows that fail it are dropped. */
const OVERFETCH = 4;

export interface VectorQuestion {
  project: string;
  query: string;
  filter: MemoryFilter;
  limit: number;
  /** The short-tier memories to rank with the others. */
  short: Promise<readonly ShortCandidate[]>;
}

/**
 * Search by meaning in all tiers. After three failures in a row it is not tried for two seconds, so that searches do
 * not wait for a store that is down.
 */
export function createVectorSearch(context: MemoryContext): (question: VectorQuestion) => Promise<Scored[]> {
  const { vectors, embedder, guard, metrics, mysql, log } = context;
  const shortVectors = createShortVectors(embedder, log);
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });

  async function durable(
    { project, filter, limit }: VectorQuestion,
    vector: Float32Array,
  ): Promise<Scored[]> {
    const { type, tags, since, until, tiers } = filter;
    const wanted = (['mid', 'long'] as const).filter((tier) => tiers?.includes(tier) ?? true);
    const { ids, complete } = await idsForIndex(mysql, project, filter);
    if (wanted.length === 0 || ids?.length === 0) return [];
    const vectorFilter = {
      type,
      tags,
      ids,
      since: since === undefined ? undefined : Date.parse(since),
      until: until === undefined ? undefined : Date.parse(until),
    };
    const depth = complete ? limit : OVERFETCH * limit;
    const found = await measured(metrics, 'vector_search', () =>
      Promise.all(wanted.map((tier) => vectors.search(tier, project, vector, depth, vectorFilter))),
    );
    return found.flat();
  }

  const search = async (question: VectorQuestion) => {
    await guard.ready();
    const vector = await measured(metrics, 'embedding', () => embedder.embedQuery(question.query));
    const [found, short] = await Promise.all([durable(question, vector), question.short]);
    return [...found, ...shortVectors(vector, short)].sort((a, b) => b.score - a.score);
  };
  return async (question) => {
    try {
      return await breaker.execute(() => within(TIMEOUT_MS, 'vector search', search(question)));
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        throw new VectorError('vector search is paused after failures');
      if (error instanceof AppError) throw new VectorError(error.message, { cause: error });
      throw error;
    }
  };
}
