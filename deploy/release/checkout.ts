import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../test/cluster/failure.ts';
import { inCache } from '../../test/cluster/paths.ts';
import { run } from '../../test/cluster/run.ts';
import { projectFolder } from '../project.ts';
import { COMMIT_FILE, git } from './git.ts';

/** Where npm puts packages: those of the root, and those that a workspace has in another version. */
const PACKAGES = ['node_modules', ...['infra', 'policies', 'service'].map((name) => `${name}/node_modules`)];

/**
 * A checkout of a commit in the cache, with this one's packages where both need the same.
 * @throws Failure where this clone lacks the commit
 */
export async function checkoutOf(commit: string): Promise<string> {
  const folder = inCache('releases', commit);
  if (existsSync(join(folder, COMMIT_FILE))) return folder;
  if ((await git(['cat-file', '-t', commit]))?.trim() !== 'commit')
    throw new Failure(
      `commit ${commit} is not in this clone: git fetch --unshallow, or fetch the branch it is on`,
    );
  await mkdir(inCache('releases'), { recursive: true });
  const work = await mkdtemp(inCache('releases', 'new.'));
  // The modes that a clone has: they go into the image.
  const archive = `git -c tar.umask=0022 archive "${commit}" | tar x -C "${work}"`;
  await run('sh', ['-c', archive], { cwd: projectFolder });
  const locks = [projectFolder, work].map((root) => readFile(join(root, 'package-lock.json'), 'utf8'));
  const [own, theirs] = await Promise.all(locks);
  if (own === theirs) {
    for (const name of PACKAGES)
      if (existsSync(join(projectFolder, name))) await symlink(join(projectFolder, name), join(work, name));
  }
  await writeFile(join(work, COMMIT_FILE), commit);
  await rm(folder, { recursive: true, force: true });
  await rename(work, folder);
  return folder;
}
