import { type Logger, multistream, destination as openDestination, pino, stdTimeFunctions } from 'pino';
import type { Config } from './config/load.ts';

const SECRETS = [
  'req.headers.authorization',
  'req.headers["x-api-key"]',
  '*.password',
  '*.token',
  '*.secret',
];

/**
 * The process's logger: one JSON object per line on stdout, and in `logging.file` when that is set.
 * Levels are written as words, times as ISO 8601 in UTC.
 */
export function createLogger(logging: Config['logging'], stream?: NodeJS.WritableStream): Logger {
  const options = {
    level: logging.level,
    base: { service: 'mcp-api' },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    redact: { paths: SECRETS, censor: '***' },
  };
  if (stream) return pino(options, stream);
  const stdout = openDestination({ dest: 1, sync: true });
  if (!logging.file) return pino(options, stdout);
  const file = openDestination({ dest: logging.file, append: true, mkdir: true, sync: true });
  const streams = [stdout, file].map((target) => ({ stream: target, level: logging.level }));
  return pino(options, multistream(streams));
}
