import { ConfigError } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Log } from '../ports.ts';
import type { LiveConfig } from './live-config.ts';
import { watchText } from './watch-file.ts';

/** The configuration file, and how the whole configuration is read again. */
export interface ConfigSource {
  file: string;
  /** @throws ConfigError */
  load(): Config;
}

/** What became of the last change of the file. */
export interface FileState {
  watched: boolean;
  /** Why it was not taken; the values before it hold. */
  problems: readonly string[];
  /** Changed keys that wait for the next start. */
  waiting: readonly string[];
}

export interface WatchedFile {
  state(): FileState;
  stop(): void;
}

export const UNWATCHED: WatchedFile = {
  state: () => ({ watched: false, problems: [], waiting: [] }),
  stop: () => undefined,
};

/** Takes the live keys of the configuration file whenever it changes. A file with mistakes changes nothing. */
export function watchConfigFile({ file, load }: ConfigSource, live: LiveConfig, log: Log): WatchedFile {
  let state: FileState = { watched: true, problems: [], waiting: [] };
  const reload = () => {
    try {
      const waiting = live.configure(load());
      state = { watched: true, problems: [], waiting };
      if (waiting.length > 0) log.warn({ keys: waiting }, 'these keys take effect with the next start');
    } catch (err) {
      const problems = err instanceof ConfigError ? err.problems : [String(err)];
      state = { watched: true, problems, waiting: [] };
      log.error({ problems }, 'the changed configuration file is not used');
    }
  };
  const stop = watchText(file, reload);
  return { state: () => state, stop };
}
