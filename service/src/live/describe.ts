import type { Config } from '../config/load.ts';
import { isLive } from './keys.ts';
import type { Overrides } from './overlay.ts';
import { CONFIG_KEYS, valueAt } from './paths.ts';

/** One key of the configuration. */
export interface Setting {
  key: string;
  /** The value that holds; a secret's is left out. */
  value: unknown;
  /** The value without what is stored; a secret's is left out. */
  configured: unknown;
  /** Whether it can change while the service runs. */
  live: boolean;
  /** Whether the value was set with `ops config set` or the API. */
  stored: boolean;
}

const HIDDEN = '***';

/** Every key with its value, in the order of the schema. */
export function describeSettings(current: Config, base: Config, stored: Overrides): Setting[] {
  return [...CONFIG_KEYS].map(([key, { secret }]) => ({
    key,
    value: secret ? HIDDEN : valueAt(current, key),
    configured: secret ? HIDDEN : valueAt(base, key),
    live: isLive(key),
    stored: key in stored,
  }));
}
