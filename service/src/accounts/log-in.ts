import type { Administrator } from './schema.ts';

/** A store refused name or password. */
export class RefusedError extends Error {}

/**
 * Logs in with the first password that is accepted: between two steps of a rotation the store may know either.
 *
 * @param log in @throws RefusedError where the password is the reason, anything else where it is not
 * @throws RefusedError when none is accepted
 */
export async function logIn<T>(
  { name, passwords }: Administrator,
  attempt: (password: string) => Promise<T>,
): Promise<T> {
  for (const password of passwords) {
    try {
      return await attempt(password);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
  }
  throw new RefusedError(`none of the known passwords of ${name} is accepted`);
}
