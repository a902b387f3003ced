import { Failure } from '../../test/cluster/failure.ts';
import { Kubectl } from '../kubectl.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';

/** Prints what the pods of a stack use, as the cluster's metrics API measures it. */
export async function top(stack: string, options: Target): Promise<void> {
  const kubectl = await Kubectl.open(await openWorkspace(stack, options, 'cluster'));
  const used = await kubectl.run(['top', 'pods', '--containers'], { allow: [1] });
  if (used.code !== 0) throw new Failure(`the cluster serves no figures (yet): ${used.stderr.trim()}`);
  console.log(used.stdout.trimEnd());
}
