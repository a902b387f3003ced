import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { EmbeddingError, type EmbeddingMetrics } from './embedder.ts';

const RETRIES = 2;
const RETRY_DELAY_MS = 100;
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 5000;

const STATES = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
} as const;

export type Policy = <T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * Runs requests with a time-out each, two retries of what failed in passing, and a breaker over all of them.
 *
 * @throws EmbeddingError also for what the policy itself ends
 */
export function createPolicy(timeoutMs: number, metrics?: EmbeddingMetrics): Policy {
  const passing = handleWhen(
    (error) =>
      !(error instanceof BrokenCircuitError) && !(error instanceof EmbeddingError && error.permanent),
  );
  const breaker = circuitBreaker(passing, {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  breaker.onStateChange((state) => metrics?.embeddingBreaker(STATES[state]));
  const policy = wrap(
    retry(passing, {
      maxAttempts: RETRIES,
      backoff: new ExponentialBackoff({ initialDelay: RETRY_DELAY_MS }),
    }),
    breaker,
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
  );
  return async (work, signal) => {
    try {
      return await policy.execute(({ signal }) => work(signal), signal);
    } catch (error) {
      if (error instanceof TaskCancelledError) throw new EmbeddingError('the embedding server is too slow');
      if (error instanceof BrokenCircuitError) throw new EmbeddingError('the embedding server keeps failing');
      throw error;
    }
  };
}
