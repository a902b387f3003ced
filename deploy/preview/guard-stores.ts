import { Failure } from '../../test/cluster/failure.ts';
import { say, step } from '../../test/cluster/progress.ts';
import type { Pulumi } from '../pulumi.ts';
import { repeats } from '../release/history.ts';
import { settingsOf } from '../stack-file.ts';
import { readWholePlan } from './read-plan.ts';
import { checkAllowed, lossMessage, notAllowed, storeLosses } from './stores.ts';

export interface GuardOptions {
  /** `Kind/name` of each that this run may touch; its protection is taken away, which the run gives back. */
  allowed: string[];
  /** What the run will be called in the history. */
  release?: string | undefined;
  /** Whether the run looks at the cluster first. */
  refresh?: boolean | undefined;
}

/**
 * Looks before an `up` whether it would replace or delete a store, a volume or a credential, and lets only pass what
 * is allowed by name. A stack whose stores are not protected is not looked at: there they may come and go. Nor is a
 * run that repeats the last one: the state is what that one made of the same program and settings.
 * @throws Failure that names everything that would be lost, or why that is not known
 */
export async function guardStores(
  pulumi: Pulumi,
  { allowed, release, refresh }: GuardOptions,
): Promise<void> {
  const { stack, overrides } = pulumi.workspace;
  if (allowed.length === 0) {
    if (!settingsOf(stack, overrides).protection.stores) return;
    if ((await pulumi.resourceCount()) === 0) return;
    if (!refresh && repeats(await pulumi.history(1), release)) return;
  }
  const plan = await step(`look after the stores of ${stack}`, 8, () =>
    readWholePlan(pulumi, { policies: false, refresh }),
  );
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
