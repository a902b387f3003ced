import { readFile } from 'node:fs/promises';
import { run } from '../run.ts';

/** Unmounts everything below a folder, the deepest first: what pods and containers leave when they are killed. */
export async function unmountBelow(folder: string): Promise<void> {
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  const points = table
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point.startsWith(`${folder}/`));
  for (const point of points.reverse()) await run('umount', ['--lazy', point], { allow: [1, 32] });
}
