import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../project.ts';
import { stackFilePath, type Workspace } from '../workspace.ts';
import { COMMIT_FILE, git } from './git.ts';
import { releaseMessage } from './history.ts';

/** Commit that a rollback leaves; set for the `up` that it runs. */
export const ROLLBACK_OF = 'MCP_ROLLBACK_OF';

/** What this checkout's release is called in Pulumi's history; undefined where no commit is known. */
export async function currentRelease(workspace: Workspace): Promise<string | undefined> {
  const rollbackOf = process.env[ROLLBACK_OF];
  const settings = await readFile(stackFilePath(workspace), 'utf8');
  const file = join(projectFolder, COMMIT_FILE);
  if (existsSync(file)) {
    const commit = (await readFile(file, 'utf8')).trim();
    return releaseMessage({ commit, dirty: false, rollbackOf, content: digest([commit, settings]) });
  }
  const head = await git(['rev-parse', 'HEAD']);
  const changes = await git(['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all']);
  if (head === undefined || changes === undefined) return undefined;
  const commit = head.trim();
  const changed = await Promise.all(changes.split('\0').filter(Boolean).map(withContent));
  const content = digest([commit, settings, ...changed]);
  return releaseMessage({ commit, dirty: changed.length > 0, rollbackOf, content });
}

/** A line of git's status with what the file holds now. */
async function withContent(line: string): Promise<string> {
  const path = join(projectFolder, line.slice('XY '.length));
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink()) return line + (await readlink(path));
  return found?.isFile() ? line + digest([await readFile(path)]) : line;
}

/** 16 hexadecimal digits over all parts, in their order. */
function digest(parts: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}\0`).update(part);
  return hash.digest('hex').slice(0, 16);
}
