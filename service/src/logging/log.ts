import { type Logger, multistream, destination as openDestination, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../config/load.ts';
import { openRotatingFile } from './rotating-file.ts';

const MEGABYTE = 1024 * 1024;
const SECRETS = [
  'req.headers.authorization',
  'req.headers["x-api-key"]',
  '*.password',
  '*.token',
  '*.secret',
];

export interface OpenLog {
  log: Logger;
  /** Writes what waits for the file. stdout needs none. */
  close(): Promise<void>;
}

/**
 * The process's log: one JSON object per line on stdout, and in the rotating `logging.file` when that is set.
 * Levels are written as words, times as ISO 8601 in UTC.
 */
export function openLog(logging: Config['logging']): OpenLog {
  const options = {
    level: logging.level,
    base: { service: 'mcp-api' },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    redact: { paths: SECRETS, censor: '***' },
  };
  const stdout = openDestination({ dest: 1, sync: true });
  const toStdout = pino(options, stdout);
  if (!logging.file) return { log: toStdout, close: async () => undefined };
  const file = openRotatingFile(logging.file, {
    keepDays: logging.keep_days,
    maxBytes: logging.max_size_mb * MEGABYTE,
    compress: logging.compress,
    onError: (err) =>
      toStdout.warn({ err, file: logging.file }, 'the log file could not be written or rotated'),
  });
  // The logger's own level decides, so that it can change while the process runs.
  const streams = [stdout, file].map((stream) => ({ stream, level: 'trace' as const }));
  return { log: pino(options, multistream(streams)), close: file.close };
}
