import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../cluster/failure.ts';
import { inCache } from '../cluster/paths.ts';
import { run, which } from '../cluster/run.ts';

/**
 * Brings up a Python environment with exactly the packages that a file pins, outside the checkout.
 *
 * @param requirements in pip's format, every package that is needed among them
 * @returns the folder of its programs
 * @throws Failure where there is no Python, or a package cannot be had
 */
export async function pythonPrograms(requirements: string): Promise<string> {
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = inCache('python', key);
  const complete = join(folder, '.complete');
  const programs = join(folder, 'bin');
  if (existsSync(complete)) return programs;
  if (!(await which('python3'))) {
    throw new Failure('python3 is not installed; these checks need Python 3.10 or later with venv');
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(inCache('python'), { recursive: true });
  await run('python3', ['-m', 'venv', folder]);
  const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--requirement', requirements];
  await run(join(programs, 'python'), install);
  await writeFile(complete, '');
  return programs;
}
