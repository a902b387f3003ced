import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';

const MASK = '***';

interface Manifest {
  kind?: string;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
}

/** The manifest with every value of a Secret replaced; others stay as they are. It remains a valid object. */
export function masked<T extends Manifest>(manifest: T): T {
  if (manifest.kind !== 'Secret') return manifest;
  const { data = {}, stringData = {}, ...rest } = manifest;
  const keys = Object.keys({ ...data, ...stringData }).sort();
  return { ...rest, stringData: Object.fromEntries(keys.map((key) => [key, MASK])) } as unknown as T;
}

/** Masks the Secrets among the YAML files below `folder`, in place. @returns the files that had one */
export function maskRendered(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => join(folder, file));
  return files.filter((file) => {
    const manifest = load(readFileSync(file, 'utf8')) as Manifest;
    if (manifest?.kind !== 'Secret') return false;
    writeFileSync(file, dump(masked(manifest)));
    return true;
  });
}
