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
    await writeFile(
      file,
      dump(
        { ...manifest, data: masked(manifest.data), stringData: masked(manifest.stringData) },
        { skipInvalid: true },
      ),
    );
  }
}

const masked = (values?: Record<string, string>) =>
  values && Object.fromEntries(Object.keys(values).map((key) => [key, MASK]));
