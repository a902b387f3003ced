/** Something that cleans up at its end; a test's context is one. */
export interface Scope {
  after(cleanup: () => unknown): void;
}

/** What is registered last is cleaned up first: a service closes before its database goes. */
export function lastInFirstOut(scope: Scope): Scope {
  const cleanups: (() => unknown)[] = [];
  scope.after(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  });
  return { after: (cleanup) => void cleanups.push(cleanup) };
}
