import { DeadlineError, within } from '../deadline.ts';
import { EmbeddingError } from '../embeddings/embedder.ts';
import { AppError } from '../errors.ts';
import { VectorError } from '../vectors/index.ts';

const MYSQL_OUTAGE = new RegExp(
  `^(${[
    'E[A-Z]+',
    'PROTOCOL_.*',
    'HANDSHAKE_.*',
    'ER_CON_COUNT_ERROR',
    'ER_TOO_MANY_USER_CONNECTIONS',
    'ER_SERVER_SHUTDOWN',
    'ER_LOCK_.*',
    'ER_QUERY_(INTERRUPTED|TIMEOUT)',
    'ER_OPTION_PREVENTS_STATEMENT',
    'ER_(DB|TABLE)?ACCESS_DENIED_ERROR',
    'ER_BAD_DB_ERROR',
    'ER_NO_SUCH_TABLE',
  ].join('|')})$`,
);
const REDIS_OUTAGE =
  /^(LOADING|READONLY|OOM|MASTERDOWN)|Command timed out|Connection is closed|isn't writeable|max retries per request/;
const POOL_OUTAGE = /Pool is closed|Queue limit reached|connection is in closed state/;

/**
 * Runs an operation on the stores for at most `ms`. A store that is away becomes STORE_UNAVAILABLE; what a store
 * refused stays what it is, for then the mistake is here.
 */
export async function orUnavailable<T>(ms: number, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await within(ms, what, work());
  } catch (error) {
    if (!isOutage(error)) throw error;
    throw new AppError('STORE_UNAVAILABLE', { cause: error });
  }
}

/** Whether an error tells that a store does not answer. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof VectorError || error instanceof EmbeddingError || error instanceof DeadlineError)
    return true;
  if ('code' in error && typeof error.code === 'string') return MYSQL_OUTAGE.test(error.code);
  return REDIS_OUTAGE.test(error.message) || POOL_OUTAGE.test(error.message);
}
