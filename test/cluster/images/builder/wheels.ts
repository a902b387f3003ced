import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../run.ts';

const PLATFORMS = ['manylinux_2_28', 'manylinux_2_27', 'manylinux_2_17', 'manylinux2014'];

/**
 * Downloads wheels without their dependencies and unpacks them side by side.
 * @param requirements pip requirement lines; with `--hash` on each they are checked against it
 * @param python version of the Python they are for, such as `3.14`
 */
export async function unpackWheels(
  requirements: string[],
  work: string,
  folder: string,
  python = '3.12',
): Promise<void> {
  const downloads = join(work, 'wheels');
  await mkdir(downloads, { recursive: true });
  await mkdir(folder, { recursive: true });
  const list = join(work, 'requirements.txt');
  await writeFile(list, `${requirements.join('\n')}\n`);
  const machine = process.arch === 'x64' ? 'x86_64' : 'aarch64';
  await run('python3', [
    ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:'],
    ...['--python-version', python, ...PLATFORMS.flatMap((name) => ['--platform', `${name}_${machine}`])],
    ...['--dest', downloads, '--requirement', list],
  ]);
  for (const name of (await readdir(downloads)).sort())
    await run('python3', ['-m', 'zipfile', '-e', join(downloads, name), folder]);
}
