/** Something that cleans up at its end; a test's context is one. */
export interface Scope {
  after(cleanup: () => unknown): void;
}

/** What is registered last is cleaned up first: a service closes before its database goes. */
export function lastInFirstOut(scope: Scope): Scope {
  const cleanups: (() => unknown)[] = [];
  scope.after(async () => {
    const errors: unknown[] = [];
    for (const cleanup of cleanups.reverse()) {
      // One that fails must not keep the others from closing what would hold the process.
      await (async () => cleanup())().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw new AggregateError(errors, errors.join('; '));
  });
  return { after: (cleanup) => void cleanups.push(cleanup) };
}
