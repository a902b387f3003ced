import { step } from '../../test/cluster/progress.ts';
import { Kubectl } from '../kubectl.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { stopWorkloads } from '../workloads.ts';

/** Stops all pods of a stack; its volumes and settings stay. */
export async function stop(stack: string, options: Target): Promise<void> {
  const kubectl = await Kubectl.open(await openWorkspace(stack, options, 'cluster'));
  await step(`stop ${stack}`, 20, () => stopWorkloads(kubectl));
}
