import { Failure } from '../../test/cluster/failure.ts';
import { say, step } from '../../test/cluster/progress.ts';
import { Kubectl } from '../kubectl.ts';
import { closeLocalPorts } from '../local-ports.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { Pulumi } from '../pulumi.ts';
import { staying } from '../staying.ts';
import { stopWorkloads } from '../workloads.ts';

export interface DownOptions extends Target {
  verbose?: boolean;
  /** Name of the stack once more: its protected stores go, too. */
  deleteData?: string;
}

/** Connections into the namespace stay closed while stores are left in it, and when they start again. */
const KEEP_CLOSED = ['--exclude', '**NetworkPolicy::**'];

/**
 * Removes a stack with its volumes. Where its stores are protected, they stay, without pods, with volumes and
 * credentials, for an `up` to start from; `deleteData` takes them as well.
 * @throws Failure where `deleteData` names another stack
 */
export async function down(stack: string, options: DownOptions): Promise<void> {
  const { deleteData, verbose } = options;
  if (deleteData !== undefined && deleteData !== stack)
    throw new Failure(`--delete-data ${deleteData} names another stack than ${stack}: nothing was removed`);
  const workspace = await openWorkspace(stack, options, 'running');
  const pulumi = await Pulumi.open(workspace);
  const kubectl = await Kubectl.open(workspace);
  if (workspace.kind === 'embedded') await closeLocalPorts(stack);
  const destroy = (...args: string[]) =>
    step(`pulumi destroy ${stack}`, 15, () =>
      pulumi.stream(['destroy', '--yes', '--skip-preview', ...args], { verbose }),
    );

  const kept = await pulumi.protectedUrns();
  if (kept.length > 0 && !deleteData) {
    await step(`stop ${stack}`, 20, () => stopWorkloads(kubectl));
    await destroy('--exclude-protected', ...KEEP_CLOSED);
    for (const line of staying(kept, stack, kubectl.namespace)) say(line);
    return;
  }
  if (kept.length > 0) await pulumi.run(['state', 'unprotect', '--all', '--yes']);
  await destroy();
  // What is retained has left the state by now, and is only in the cluster.
  if (deleteData) await kubectl.run(['delete', 'namespace', kubectl.namespace, '--ignore-not-found']);
  await kubectl.run(['wait', '--for=delete', `namespace/${kubectl.namespace}`, '--timeout=120s']);
  await pulumi.run(['stack', 'rm', '--yes', '--preserve-config']);
}
