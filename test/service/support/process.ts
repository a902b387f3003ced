import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from './scope.ts';

/** Writes a configuration file for a process of its own and gives its path. The stores come by environment. */
export function writeConfig(scope: Scope, config: Record<string, unknown>): string {
  const dir = mkdtempSync(join(tmpdir(), 'mcp-process-'));
  scope.after(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'config.yaml');
  writeFileSync(file, JSON.stringify(config));
  return file;
}
