import { readFile, rm } from 'node:fs/promises';

/**
 * Removes a pid file unless the process it names is this program. A daemon that finds its old id in use takes it for
 * itself and refuses to start, also when the id belongs to any other process by now.
 *
 * @param program as the kernel names it, 15 characters at most
 */
export async function clearStalePidFile(file: string, program: string): Promise<void> {
  const pid = (await readFile(file, 'utf8').catch(() => '')).trim();
  const owner = pid ? await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '') : '';
  if (owner.trim() !== program) await rm(file, { force: true });
}
