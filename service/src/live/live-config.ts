import { type Config, ConfigError } from '../config/load.ts';
import type { Log } from '../ports.ts';
import { isLive } from './keys.ts';
import { changedKeys, type Overrides, overlay } from './overlay.ts';
import { valueAt } from './paths.ts';

export type ConfigListener = (now: Config, before: Config) => void;

/**
 * The configuration as it is now. What was stored with `ops config set` wins over what the process was configured
 * with: environment variables over secret files over the configuration file over the defaults.
 */
export interface LiveConfig {
  /** Frozen; another object after each change. Cold keys keep the values of the start. */
  readonly current: Config;
  /** What the process is configured with, without the stored values. */
  readonly base: Config;
  /** The stored values that hold. */
  readonly stored: Overrides;
  /** Called after each change. @returns what ends it */
  on(listener: ConfigListener): () => void;
  /** Takes the live keys of a configuration read anew. @returns the keys that differ but wait for the next start */
  configure(config: Config): string[];
  /** Takes the stored values. One that is not allowed is left out and logged. */
  override(values: Overrides): void;
}

export function createLiveConfig(initial: Config, log: Log): LiveConfig {
  const listeners = new Set<ConfigListener>();
  let base = initial;
  let current = initial;
  let wanted: Overrides = {};
  let stored: Overrides = {};

  const usable = (): Overrides => {
    const good: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(wanted)) {
      try {
        overlay(base, { ...good, [key]: value });
        good[key] = value;
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        log.error({ problems: error.problems }, 'a stored setting is left out');
      }
    }
    return good;
  };
  const update = () => {
    const before = current;
    stored = usable();
    current = overlay(base, stored);
    const keys = changedKeys(before, current);
    if (keys.length === 0) return;
    log.info({ keys }, 'the configuration changed');
    for (const listener of listeners) {
      try {
        listener(current, before);
      } catch (err) {
        log.error({ err, keys }, 'a part of the service could not take its new configuration');
      }
    }
  };

  return {
    get current() {
      return current;
    },
    get base() {
      return base;
    },
    get stored() {
      return stored;
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    configure(config) {
      const changed = changedKeys(base, config);
      const live = changed.filter(isLive);
      if (live.length > 0) {
        base = overlay(base, Object.fromEntries(live.map((key) => [key, valueAt(config, key)])));
        update();
      }
      return changed.filter((key) => !isLive(key));
    },
    override(values) {
      if (JSON.stringify(values) === JSON.stringify(wanted)) return;
      wanted = values;
      update();
    },
  };
}
