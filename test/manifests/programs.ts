import { join } from 'node:path';
import { binFolder } from '../cluster/paths.ts';
import { run } from '../cluster/run.ts';

/** Runs a checker of the tool chain. @param allow exit codes besides 0 that mean findings */
export const checker = (name: string, args: string[], allow: number[] = []) =>
  run(join(binFolder, name), args, { allow });
