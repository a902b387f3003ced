import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { rankByWords } from '../context/terms.ts';
import { within } from '../deadline.ts';
import { measured } from '../memories/context.ts';
import type { FirewallDependencies } from './dependencies.ts';
import { embeddedText } from './embedded-text.ts';
import type { Normalized } from './normalize.ts';

/** An answer by words comes instead of a longer wait for vectors. */
const TIMEOUT_MS = 2000;
const FAILURES_TO_OPEN = 3;
const OPEN_MS = 2000;
/** Share of the words that an error must have where there are no vectors to compare. */
const MIN_WORDS = 0.5;

export interface SimilarHit {
  id: string;
  similarity: number;
  match: 'vector' | 'keyword';
}

/** Errors like this one, best first. `degraded`: by words, for want of vectors. */
export type FindSimilar = (
  project: string,
  error: Normalized,
  threshold: number,
  limit: number,
) => Promise<{ hits: SimilarHit[]; degraded: boolean }>;

export function createFindSimilar(dependencies: FirewallDependencies): FindSimilar {
  const { mysql, vectors, embedder, modelGuard, metrics, log } = dependencies;
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  const byVector = async (project: string, text: string, limit: number) => {
    await modelGuard.ready();
    const vector = await measured(metrics, 'embedding', () => embedder.embedQuery(text));
    return measured(metrics, 'vector_search', () => vectors.search('errors', project, vector, limit));
  };
  return async (project, error, threshold, limit) => {
    const text = embeddedText(error);
    try {
      const found = await breaker.execute(() =>
        within(TIMEOUT_MS, 'finding errors', byVector(project, text, limit)),
      );
      const near = found.filter(({ score }) => score >= threshold);
      return {
        hits: near.map(({ id, score }) => ({ id, similarity: score, match: 'vector' })),
        degraded: false,
      };
    } catch (err) {
      if (!(err instanceof BrokenCircuitError))
        log.warn({ err }, 'finding errors by words instead of vectors');
      const ranked = await rankByWords(mysql, 'error', project, text);
      const near = ranked.filter(({ score }) => score >= MIN_WORDS).slice(0, limit);
      return {
        hits: near.map(({ id, score }) => ({ id, similarity: score, match: 'keyword' })),
        degraded: true,
      };
    }
  };
}
