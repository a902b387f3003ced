import { Failure } from '../../test/cluster/failure.ts';
import { step } from '../../test/cluster/progress.ts';
import { Kubectl } from '../kubectl.ts';
import { closeLocalPorts } from '../local-ports.ts';
import { Pulumi } from '../pulumi.ts';
import { openWorkspace, type Target } from '../workspace.ts';

/** Removes a stack with its volumes. Protected resources, as production has them, refuse. */
export async function down(stack: string, options: Target & { verbose?: boolean }): Promise<void> {
  const workspace = await openWorkspace(stack, options, 'running');
  const pulumi = await Pulumi.open(workspace);
  if (workspace.kind === 'embedded') await closeLocalPorts(stack);
  await step(`pulumi destroy ${stack}`, 15, () =>
    pulumi
      .stream(['destroy', '--yes', '--skip-preview'], { verbose: options.verbose })
      .catch((error: Error) => {
        throw new Failure(
          /protect/.test(error.message)
            ? `${error.message}\nStores of this stack are protected: set settings.protection.stores to false and run up first`
            : error.message,
        );
      }),
  );
  const kubectl = await Kubectl.open(workspace);
  await kubectl.run(['wait', '--for=delete', `namespace/${kubectl.namespace}`, '--timeout=120s']);
  await pulumi.run(['stack', 'rm', '--yes', '--preserve-config', stack]);
}
