import { step } from '../../test/cluster/progress.ts';
import { Kubectl } from '../kubectl.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { waitUntilHealthy } from '../status.ts';
import { startWorkloads } from '../workloads.ts';

/** Starts a stopped stack and waits until it is healthy. */
export async function start(stack: string, options: Target): Promise<void> {
  const kubectl = await Kubectl.open(await openWorkspace(stack, options, 'running'));
  await wake(kubectl);
  await waitUntilHealthy(kubectl, `stack ${stack} is not healthy`);
}

/** Gives stopped workloads their pods back; nothing where none was stopped. */
export async function wake(kubectl: Kubectl): Promise<void> {
  const started = await startWorkloads(kubectl);
  if (started.length === 0) return;
  await step(`start ${started.length} stopped workloads`, 30, async () => {
    for (const workload of started) await kubectl.run(['rollout', 'status', workload, '--timeout=180s']);
  });
}
