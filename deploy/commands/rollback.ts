import { spawn } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { Failure } from '../../test/cluster/failure.ts';
import { say } from '../../test/cluster/progress.ts';
import { projectFolder } from '../project.ts';
import { Pulumi } from '../pulumi.ts';
import { checkoutOf } from '../release/checkout.ts';
import { ROLLBACK_OF } from '../release/current.ts';
import { releasesOf, rollbackTarget } from '../release/history.ts';
import { openWorkspace, type Target } from '../workspace.ts';

export interface RollbackOptions extends Target {
  list?: boolean;
  httpPort: number;
  wsPort: number;
}

/** Deploys the previous good release again: its commit has its program, its settings and its image. */
export async function rollback(stack: string, options: RollbackOptions): Promise<void> {
  const pulumi = await Pulumi.open(await openWorkspace(stack, options, 'cluster'));
  const releases = releasesOf(await pulumi.history());
  if (options.list) {
    for (const { at, commit, dirty, succeeded, rollbackOf } of releases)
      console.log(
        `${at}  ${commit}${dirty ? '+changes' : ''}  ${succeeded ? 'succeeded' : 'failed'}${rollbackOf ? `  rollback of ${rollbackOf}` : ''}`,
      );
    return;
  }
  const { commit, at } = rollbackTarget(stack, releases);
  say(`  rolling ${stack} back to ${commit.slice(0, 12)}, deployed ${at}`);
  const folder = await checkoutOf(commit);
  const file = options.configFile && ['--config-file', inCheckout(folder, options.configFile)];
  const ports = ['--http-port', String(options.httpPort), '--ws-port', String(options.wsPort)];
  const left = releases[0]?.commit;
  await runUp(folder, ['up', stack, ...ports, ...(file ?? [])], left === commit ? undefined : left);
  say(`  ! the settings in this checkout are still the newer ones: take them back before the next up`);
}

/** The release's own version of a configuration file, where it lies in the project. */
function inCheckout(folder: string, file: string): string {
  const path = relative(projectFolder, resolve(file));
  return path.startsWith('..') ? resolve(file) : join(folder, path);
}

async function runUp(folder: string, args: string[], left: string | undefined): Promise<void> {
  const child = spawn(join(folder, 'deploy.sh'), args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [ROLLBACK_OF]: left },
  });
  const code = await new Promise<number | null>((done, reject) =>
    child.on('close', done).on('error', reject),
  );
  if (code !== 0) throw new Failure('the earlier release could not be deployed: see above');
}
