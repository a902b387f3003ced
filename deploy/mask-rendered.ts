import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dump, load } from 'js-yaml';

const MASK = '(masked)';

interface Manifest {
  kind?: string;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
}

/** Replaces every value of every Secret below a folder: the provider renders them readable. */
export async function maskRendered(folder: string): Promise<void> {
  for (const file of globSync(`${folder}/**/*.yaml`)) {
    const manifest = load(await readFile(file, 'utf8')) as Manifest;
    if (manifest.kind !== 'Secret') continue;
    // Not `data`: a mask is no base64, and the manifest should stay a valid one.
    const { data, stringData, ...rest } = manifest;
    const masked = Object.fromEntries(Object.keys({ ...data, ...stringData }).map((key) => [key, MASK]));
    await writeFile(file, dump({ ...rest, stringData: masked }));
  }
}
