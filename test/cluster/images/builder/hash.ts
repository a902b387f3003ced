import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const IGNORED = /(^|\/)(__pycache__|\.[^/]*)(\/|$)|\.pyc$/;

/**
 * Key of everything that decides what an image holds: names and contents of all files below the folders.
 * @returns 16 hexadecimal digits
 */
export async function contentKey(folders: string[]): Promise<string> {
  const hash = createHash('sha256').update(process.arch);
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((name) => !IGNORED.test(name))
      .sort();
    for (const name of names) {
      const content = await readFile(join(folder, name));
      hash.update(`\0${name}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
