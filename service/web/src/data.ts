import { useCallback, useEffect, useState } from 'preact/hooks';

export interface Loaded<T> {
  data: T | undefined;
  error: Error | undefined;
  loading: boolean;
  reload: () => void;
}

/**
 * Loads something when the page opens, whenever one of `inputs` changes, and every `everyMs` if given.
 * What was loaded stays on the page until the next answer is there.
 */
export function useLoaded<T>(
  load: () => Promise<T>,
  inputs: readonly unknown[],
  everyMs?: number,
): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({
    data: undefined,
    error: undefined,
    loading: true,
  });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((count) => count + 1), []);

  // `inputs` says what `load` depends on
  useEffect(() => {
    let current = true;
    const once = () =>
      load().then(
        (data) => current && setState({ data, error: undefined, loading: false }),
        (error: Error) => current && setState((before) => ({ ...before, error, loading: false })),
      );
    setState((before) => ({ ...before, loading: true }));
    void once();
    const timer = everyMs ? setInterval(once, everyMs) : undefined;
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [...inputs, turn, everyMs]);
  return { ...state, reload };
}

export interface Action {
  busy: boolean;
  error: Error | undefined;
  /** @returns whether it went well */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** Something a person starts: one at a time, its failure kept for showing. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const run = useCallback(async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (failure) {
      setError(failure as Error);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, error, run };
}
