import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from '../service/support/scope.ts';

/** A folder for a peer's data, removed with the scope. */
export async function dataFolder(scope: Scope): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-peers-'));
  scope.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
