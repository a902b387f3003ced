import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { dump } from 'js-yaml';
import { ended } from '../../test/cluster/children.ts';
import { Failure } from '../../test/cluster/failure.ts';
import { say } from '../../test/cluster/progress.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { projectFolder, SETTINGS_KEY } from '../project.ts';
import { Pulumi } from '../pulumi.ts';
import { checkoutOf } from '../release/checkout.ts';
import { ROLLBACK_OF } from '../release/current.ts';
import { releasesOf, rollbackTarget } from '../release/history.ts';
import { readStackFile } from '../stack-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { keepingSizes, type Volume, volumesIn } from '../volumes.ts';

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
  const own = options.configFile ?? join(projectFolder, `Pulumi.${stack}.yaml`);
  const file = await withPresentVolumes(stack, inCheckout(folder, own), volumesIn(await pulumi.exported()));
  const ports = ['--http-port', String(options.httpPort), '--ws-port', String(options.wsPort)];
  const left = releases[0]?.commit;
  const args = ['up', stack, '--config-file', file, ...ports];
  await runUp(folder, args, left === commit ? undefined : left);
  say(`  ! the settings in this checkout are still the newer ones: take them back before the next up`);
}

/** The release's own version of a configuration file, where it lies in the project. */
function inCheckout(folder: string, file: string): string {
  const path = relative(projectFolder, resolve(file));
  return path.startsWith('..') ? resolve(file) : join(folder, path);
}

/** A copy of the release's configuration that keeps volumes as big as they have grown since: they cannot shrink. */
async function withPresentVolumes(stack: string, file: string, volumes: Volume[]): Promise<string> {
  const { content, overrides } = await readStackFile(stack, file);
  const folder = await temporaryFolder('rollback');
  const copy = join(folder, `Pulumi.${stack}.yaml`);
  const config = { ...content.config, [SETTINGS_KEY]: keepingSizes(overrides, volumes) };
  await writeFile(copy, dump({ ...content, config }), { mode: 0o600 });
  return copy;
}

async function runUp(folder: string, args: string[], left: string | undefined): Promise<void> {
  const child = spawn(join(folder, 'deploy.sh'), args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [ROLLBACK_OF]: left },
    // It is told of a signal here, and passes that on: one from the terminal as well would be its second.
    detached: true,
  });
  const { code } = await ended(child);
  if (code !== 0) throw new Failure('the earlier release could not be deployed: see above');
}
