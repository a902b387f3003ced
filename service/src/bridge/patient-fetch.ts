import { DelegateBackoff, handleWhen, retry } from 'cockatiel';

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;

/** Nothing was sent: asking again cannot do anything twice. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
const unsent = (error: unknown) => UNSENT.has((error as { cause?: { code: string } }).cause?.code ?? '');

/** The service refused before it did anything, and says when to come back. */
const busy = (answer: unknown) =>
  answer instanceof Response && [429, 503].includes(answer.status) && answer.headers.has('retry-after');

const pauseOf = (answer: unknown) =>
  answer instanceof Response ? Number(answer.headers.get('retry-after')) * 1000 : 0;

/** `fetch` that waits for a service that restarts or is busy, some seconds at most. */
export function patientFetch(key: () => string): typeof fetch {
  const policy = retry(handleWhen(unsent).orWhenResult(busy), {
    maxAttempts: ATTEMPTS,
    backoff: new DelegateBackoff(({ attempt, result }) => {
      const asked = 'value' in result ? pauseOf(result.value) : 0;
      return Math.min(LONGEST_PAUSE_MS, asked || FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }),
  });
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${key()}`);
    return policy.execute(() => fetch(input, { ...init, headers }), init?.signal ?? undefined);
  };
}
