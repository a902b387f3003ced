import { step } from '../../test/cluster/progress.ts';
import { Kubectl } from '../kubectl.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { waitUntilHealthy } from '../status.ts';

/** Replaces the API's pods one by one, so that it answers all the time. */
export async function restart(stack: string, options: Target): Promise<void> {
  const kubectl = await Kubectl.open(await openWorkspace(stack, options, 'running'));
  await step(`restart ${stack}`, 15, async () => {
    await kubectl.run(['rollout', 'restart', 'deployment/mcp-api']);
    await kubectl.run(['rollout', 'status', 'deployment/mcp-api', '--timeout=180s']);
  });
  await waitUntilHealthy(kubectl, `stack ${stack} is not healthy`);
}
