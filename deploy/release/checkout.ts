import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../test/cluster/failure.ts';
import { inCache } from '../../test/cluster/paths.ts';
import { run } from '../../test/cluster/run.ts';
import { projectFolder } from '../project.ts';
import { releaseMessage } from './history.ts';

/** Tells a checkout without a repository which commit it is. */
const COMMIT_FILE = '.release-commit';
/** Commit that a rollback leaves; set for the `up` that it runs. */
export const ROLLBACK_OF = 'MCP_ROLLBACK_OF';

/** What this checkout's release is called in Pulumi's history; undefined where no commit is known. */
export async function currentRelease(): Promise<string | undefined> {
  const rollbackOf = process.env[ROLLBACK_OF];
  const file = join(projectFolder, COMMIT_FILE);
  if (existsSync(file)) return releaseMessage(readFileSync(file, 'utf8').trim(), false, rollbackOf);
  const head = await git(['rev-parse', 'HEAD']);
  if (!head) return undefined;
  return releaseMessage(head, (await git(['status', '--porcelain'])) !== '', rollbackOf);
}

/** What git says; undefined where there is no git or no repository. */
async function git(args: string[]): Promise<string | undefined> {
  const answer = await run('git', args, { cwd: projectFolder, allow: [1, 128] }).catch(() => undefined);
  return answer?.code === 0 ? answer.stdout.trim() : undefined;
}

/**
 * A checkout of a commit in the cache, with this one's packages where both need the same.
 * @throws Failure where this clone lacks the commit
 */
export async function checkoutOf(commit: string): Promise<string> {
  const folder = inCache('releases', commit);
  if (existsSync(join(folder, COMMIT_FILE))) return folder;
  if ((await git(['cat-file', '-t', commit])) !== 'commit')
    throw new Failure(
      `commit ${commit} is not in this clone: git fetch --unshallow, or fetch the branch it is on`,
    );
  await mkdir(inCache('releases'), { recursive: true });
  const work = await mkdtemp(inCache('releases', 'new.'));
  await run('sh', ['-c', `git archive "${commit}" | tar x -C "${work}"`], { cwd: projectFolder });
  const locks = [projectFolder, work].map((root) => readFile(join(root, 'package-lock.json'), 'utf8'));
  const [own, theirs] = await Promise.all(locks);
  if (own === theirs) await symlink(join(projectFolder, 'node_modules'), join(work, 'node_modules'));
  await writeFile(join(work, COMMIT_FILE), commit);
  await rm(folder, { recursive: true, force: true });
  await rename(work, folder);
  return folder;
}
