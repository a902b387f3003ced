import { run } from '../../test/cluster/run.ts';
import { projectFolder } from '../project.ts';

/** Tells a checkout without a repository which commit it is. */
export const COMMIT_FILE = '.release-commit';

/** What git says of this checkout; undefined where there is no git or no repository. */
export async function git(args: string[]): Promise<string | undefined> {
  const answer = await run('git', args, { cwd: projectFolder, allow: [1, 128] }).catch(() => undefined);
  return answer?.code === 0 ? answer.stdout : undefined;
}
