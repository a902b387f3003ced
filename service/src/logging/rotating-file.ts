import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { createStream } from 'rotating-file-stream';

const DAY_MS = 86_400_000;
/** Lines that wait for a slow disk, in bytes; beyond, lines go to stdout only. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

export interface RotatingFileOptions {
  /** Rotated files are removed when the day in their name is longer ago than this. */
  keepDays: number;
  /** A file that reaches this size is rotated before the day ends. Bytes. */
  maxBytes: number;
  /** Whether rotated files are compressed with gzip. */
  compress: boolean;
  /** Told once when the file can no longer be written. */
  onError(error: Error): void;
}

export interface RotatingFile {
  write(line: string): void;
  /** Writes what waits and closes the file. */
  close(): Promise<void>;
}

/** `logs/api.log` of a day becomes `logs/api-2026-11-22.1.log`, with `.gz` where it is compressed. */
function rotatedName(path: string, compress: boolean) {
  const extension = extname(path);
  const stem = basename(path, extension);
  const ending = compress ? `${extension}.gz` : extension;
  return (time: number | Date | null, index = 1): string =>
    time === null ? basename(path) : `${stem}-${new Date(time).toISOString().slice(0, 10)}.${index}${ending}`;
}

/** Removes the rotated files of `path` whose day is more than `keepDays` before `now`. */
function removeOld(path: string, keepDays: number, now: Date): void {
  const extension = extname(path);
  const stem = `${basename(path, extension)}-`;
  const oldest = new Date(now.getTime() - keepDays * DAY_MS).toISOString().slice(0, 10);
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(stem)) continue;
    const [, day, ending] = /^(\d{4}-\d\d-\d\d)\.\d+(.*)$/.exec(name.slice(stem.length)) ?? [];
    const ours = ending === extension || ending === `${extension}.gz`;
    if (day && ours && day < oldest) rmSync(join(dirname(path), name), { force: true });
  }
}

/** A log file that begins anew every day (UTC) and at a size, and forgets what is older than some days. */
export function openRotatingFile(path: string, options: RotatingFileOptions): RotatingFile {
  const { keepDays, maxBytes, compress, onError } = options;
  let broken = false;
  const tidy = () => {
    try {
      removeOld(path, keepDays, new Date());
    } catch (error) {
      onError(error as Error);
    }
  };
  const stream = createStream(rotatedName(path, compress), {
    path: dirname(path),
    interval: '1d',
    intervalBoundary: true,
    intervalUTC: true,
    initialRotation: true,
    size: `${maxBytes}B`,
    ...(compress ? { compress: 'gzip' as const } : {}),
  });
  stream.on('error', (error) => {
    if (!broken) onError(error);
    broken = true;
  });
  stream.on('warning', onError);
  stream.on('rotated', tidy);
  stream.once('open', tidy);
  return {
    write(line) {
      if (!broken && stream.writableLength < MAX_WAITING_BYTES) stream.write(line);
    },
    close: () =>
      new Promise((resolve) => {
        if (broken) return resolve();
        stream.once('error', () => resolve());
        stream.end(() => resolve());
      }),
  };
}
