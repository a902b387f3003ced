import type { Pool } from 'mysql2/promise';

// biome-ignore lint/suspicious/noExplicitAny: what is called does not matter here
type Call = (...args: any[]) => unknown;

/**
 * Counts calls to the stores. Right before the `fatal`th (0 = none) the work stops for ever, as if its process had been
 * killed there; whoever asked for it ends the process then.
 */
export function dyingAt(fatal: number) {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  let step = 0;
  /** @returns whether the call may be made */
  const next = (): boolean => {
    step += 1;
    if (fatal === 0 || step < fatal) return true;
    stop();
    return false;
  };
  /** The same object, with its methods `names` counted. */
  const wrap = <T extends object>(target: T, names: readonly string[]): T =>
    new Proxy(target, {
      get(_, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (names.includes(String(name)) && !next()) return new Promise(() => undefined);
          return (value as Call).apply(target, args);
        };
      },
    });
  return {
    steps: () => step,
    stopped,
    wrap,
    pool(pool: Pool): Pool {
      const counted = wrap(pool, ['execute', 'query']);
      return new Proxy(counted, {
        get(_, name) {
          if (name !== 'getConnection') return Reflect.get(counted, name);
          return async () => wrap(await pool.getConnection(), ['execute', 'query']);
        },
      });
    },
  };
}
