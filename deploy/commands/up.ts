import { Failure } from '../../test/cluster/failure.ts';
import { step } from '../../test/cluster/progress.ts';
import { applyStack } from '../apply.ts';
import { Kubectl } from '../kubectl.ts';
import { checkLocalPorts, type LocalPorts, openLocalPorts } from '../local-ports.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { Pulumi } from '../pulumi.ts';
import { settingsOf } from '../stack-file.ts';
import { statusOf, waitUntilHealthy } from '../status.ts';
import { refuseShrinking, volumesIn } from '../volumes.ts';
import { printStatus } from './status.ts';

export interface UpOptions extends Target, LocalPorts {
  verbose?: boolean;
  allowStoreChanges?: string[];
  /** Looks at the cluster first, so that what others changed there is brought back. */
  refresh?: boolean;
}

/** Brings a stack to its settings and waits until its service is healthy. */
export async function up(stack: string, options: UpOptions): Promise<void> {
  const workspace = await openWorkspace(stack, options, 'running');
  const kubectl = await Kubectl.open(workspace);
  const embedded = workspace.kind === 'embedded';
  if (embedded) await checkLocalPorts(stack, options);
  const [pulumi, namespace] = await Promise.all([Pulumi.open(workspace), findNamespace(kubectl)]);
  await refuseForeignNamespace(pulumi, kubectl, namespace);
  refuseShrinking(stack, settingsOf(stack, workspace.overrides), volumesIn(await pulumi.exported()));
  const { allowStoreChanges: allowed = [], refresh, verbose } = options;
  await applyStack(pulumi, kubectl, { allowed, refresh, verbose });
  if (embedded) await openLocalPorts(stack, kubectl, options);
  const healthy = waitUntilHealthy(kubectl, `stack ${stack} is deployed but not healthy`);
  printStatus(await statusOf(pulumi, kubectl, healthy));
}

/** Labels and phase of the stack's namespace, as one text; empty where there is none. */
const findNamespace = async (kubectl: Kubectl): Promise<string> => {
  const wanted = 'jsonpath={.metadata.labels}{.status.phase}';
  return (await kubectl.run(['get', 'namespace', kubectl.namespace, '--ignore-not-found', '-o', wanted]))
    .stdout;
};

/** A namespace that this stack did not make is somebody else's: nothing is put into it. */
async function refuseForeignNamespace(pulumi: Pulumi, kubectl: Kubectl, found: string): Promise<void> {
  if (found === '' || (await pulumi.resourceCount()) > 0) return;
  if (found.endsWith('Terminating')) {
    await step(`wait for the old namespace ${kubectl.namespace} to be gone`, 20, () =>
      kubectl.run(['wait', '--for=delete', `namespace/${kubectl.namespace}`, '--timeout=180s']),
    );
    return;
  }
  throw new Failure(
    `namespace ${kubectl.namespace} exists already and is not of this stack's state: remove it, or set settings.cluster.namespace to another name`,
  );
}
