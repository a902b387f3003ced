import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Path of a file or folder that ships with the service (config.yaml, migrations, …): beside the bundle, or
 * beside src/ when the sources run.
 */
export function assetPath(name: string): string {
  const beside = join(import.meta.dirname, name);
  return existsSync(beside) ? beside : join(import.meta.dirname, '..', name);
}
