import { join } from 'node:path';
import { binFolder } from '../cluster/paths.ts';
import { run } from '../cluster/run.ts';
import { buildPrograms, dropBuildCaches } from '../cluster/toolchain/build.ts';
import { manifestPrograms } from '../cluster/toolchain/programs.ts';

/** Builds the checkers that the cache lacks. */
export async function ensureCheckers(): Promise<void> {
  if (await buildPrograms(manifestPrograms)) await dropBuildCaches();
}

/** Runs one of them. @param allow exit codes besides 0 that mean findings */
export const checker = (name: string, args: string[], allow: number[] = []) =>
  run(join(binFolder, name), args, { allow });
