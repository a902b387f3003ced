import { Failure } from '../../test/cluster/failure.ts';
import { say, step } from '../../test/cluster/progress.ts';
import type { Pulumi } from '../pulumi.ts';
import { settingsOf } from '../stack-file.ts';
import { readPlan } from './read-plan.ts';
import { checkAllowed, lossMessage, notAllowed, storeLosses } from './stores.ts';

/**
 * Looks before an `up` whether it would replace or delete a store, a volume or a credential, and lets only pass what
 * is allowed by name. A stack whose stores are not protected is not looked at: there they may come and go.
 * @param allowed `Kind/name` of each that this run may touch; its protection is taken away, which the run gives back
 * @throws Failure that names everything that would be lost
 */
export async function guardStores(pulumi: Pulumi, allowed: string[]): Promise<void> {
  const { stack, overrides } = pulumi.workspace;
  const { stores } = settingsOf(stack, overrides).protection;
  if (!stores && allowed.length === 0) return;
  if ((await pulumi.resourceCount()) === 0 && allowed.length === 0) return;
  const plan = await step(`look after the stores of ${stack}`, 8, () => readPlan(pulumi, false));
  const losses = storeLosses(plan.changes);
  checkAllowed(losses, allowed);
  const refused = notAllowed(losses, allowed);
  if (refused.length > 0) throw new Failure(lossMessage(stack, refused));
  // Asked of the state itself: a plan that met protection was made on a copy without any.
  const guarded = await pulumi.protectedUrns();
  for (const { resource, urn, operation } of losses.filter((loss) => guarded.includes(loss.urn))) {
    say(`  ! ${resource} may be ${operation}d in this run`);
    await pulumi.run(['state', 'unprotect', urn, '--yes']);
  }
}
