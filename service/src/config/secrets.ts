import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Variable {
  value: string;
  /** Where it came from, for messages: never the value itself. */
  source: string;
}

export type Variables = Record<string, Variable>;

/**
 * Reads a mounted Secret: one file per key. `database-url` becomes DATABASE_URL.
 * Entries whose name starts with a dot (Kubernetes' own links) are skipped; one trailing newline is cut.
 */
export function readSecrets(dir: string): Variables {
  const found: Variables = {};
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (name.startsWith('.') || !statSync(path).isFile()) continue;
    const key = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
    found[key] = { value: readFileSync(path, 'utf8').replace(/\r?\n$/, ''), source: `secret file ${path}` };
  }
  return found;
}
