import {
  formatRotation,
  ROTATED_STORES,
  ROTATION_VARIABLE,
  type RotatedStore,
} from '../../infra/lib/rotation.ts';
import type { Settings } from '../../stacks/settings.ts';
import { Failure } from '../../test/cluster/failure.ts';
import { say } from '../../test/cluster/progress.ts';
import { type ApplyOptions, applyStack } from '../apply.ts';
import { Kubectl } from '../kubectl.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { Pulumi } from '../pulumi.ts';
import { nextRotation } from '../rotation/next.ts';
import { settle } from '../rotation/settle.ts';
import { settingsOf } from '../stack-file.ts';
import { waitUntilHealthy } from '../status.ts';

export interface RotateOptions extends Target {
  store?: string[];
  verbose?: boolean;
}

/**
 * Gives stores new passwords while the service goes on: the stores take both, the service rolls, the stores forget
 * the old ones. A run that was broken off is finished by the next, before that makes passwords of its own.
 */
export async function rotate(stack: string, options: RotateOptions): Promise<void> {
  const workspace = await openWorkspace(stack, options, 'running');
  const settings = settingsOf(stack, workspace.overrides);
  const stores = rotatedStores(settings, options.store);
  const kubectl = await Kubectl.open(workspace);
  const pulumi = await Pulumi.open(workspace);
  if ((await pulumi.resourceCount()) === 0)
    throw new Failure(`stack ${stack} is not deployed: ./deploy.sh up ${stack}`);
  const run: ApplyOptions = { verbose: options.verbose };
  const images = await applyStack(pulumi, kubectl, run);
  if (settings.secrets.source === 'generated') {
    const { rotation, replaced } = nextRotation(await pulumi.exported(), settings, stores);
    const env = { ...workspace.env, [ROTATION_VARIABLE]: formatRotation(rotation) };
    const allowed = settings.protection.stores ? replaced : [];
    say(`  new passwords for ${stores.join(', ')}`);
    await applyStack(await Pulumi.open({ ...workspace, env }), kubectl, { ...run, images, allowed });
    // What a server would read when it starts has the current ones alone from here on.
    await applyStack(pulumi, kubectl, { ...run, images });
  }
  await settle(kubectl);
  await waitUntilHealthy(kubectl, `stack ${stack} has new passwords but is not healthy`);
  say(`  ${stores.join(', ')}: the old passwords are refused`);
}

/** The stores that are meant, all of the stack's own where none is named. @throws Failure for one that is not its own */
function rotatedStores(settings: Settings, named: string[] = []): RotatedStore[] {
  const own = ROTATED_STORES.filter((store) => settings[store].mode !== 'external');
  const wrong = named.filter((store) => !own.includes(store as RotatedStore));
  if (wrong.length > 0 || own.length === 0)
    throw new Failure(
      `--store ${wrong.join(' ')}: the stack runs ${own.length > 0 ? own.join(', ') : 'no store'}; passwords of other stores are changed where they are kept`,
    );
  return named.length > 0 ? own.filter((store) => named.includes(store)) : own;
}
