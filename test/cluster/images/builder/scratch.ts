import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure.ts';

const GIB = 1024 ** 3;
/** Two file systems with their layers, and the packages they are made of. */
const NEEDED_BYTES = 4 * GIB;
const WORK = /\.work-(\d+)$/;

/** Name of a folder that belongs to this process, so that two builds at once never share one. */
export const workName = (name: string) => `${name}.work-${process.pid}`;

/** Removes folders of builds that were ended before they could clean up. */
export async function removeAbandoned(cache: string): Promise<void> {
  for (const entry of await readdir(cache)) {
    const pid = WORK.exec(entry)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) await rm(join(cache, entry), { recursive: true, force: true });
  }
}

/** @throws Failure when the disk below the cache is too full to build on */
export async function checkDisk(cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const { bavail, bsize } = await statfs(cache);
  const free = bavail * bsize;
  if (free < NEEDED_BYTES)
    throw new Failure(
      `${NEEDED_BYTES / GIB} GiB of disk are needed below ${cache} to build images, ${(free / GIB).toFixed(1)} GiB are free`,
    );
}
