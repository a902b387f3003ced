import type { Log } from '../ports.ts';

/** A log that nobody reads: what matters to the operator is in the command's result. */
export const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Where a command's words go: progress for people, one result for either people or programs. */
export interface Output {
  /** A line about what is being done. With --json it goes to stderr, so that stdout stays one JSON value. */
  progress(line: string): void;
  /** The outcome: with --json as JSON, else as `text` says. */
  result(value: unknown, text: string): void;
}

export function createOutput(json: boolean): Output {
  return {
    progress: (line) => (json ? process.stderr : process.stdout).write(`${line}\n`),
    result: (value, text) => process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`),
  };
}
