import { Failure } from '../../test/cluster/failure.ts';
import type { Pulumi } from '../pulumi.ts';
import { refreshing } from '../refresh.ts';
import { parseEvents } from './events.ts';
import { type Plan, planOf } from './plan.ts';
import { withoutProtection } from './unprotected.ts';

/** Pulumi stops at the first protected resource that it would have to replace or delete. */
const PROTECTED = /marked for protection|it is protected|protected resource/;

export interface PlanOptions {
  /** Runs the policy pack too, unless false. */
  policies?: boolean;
  /** Looks at the cluster first instead of believing the state. */
  refresh?: boolean | undefined;
}

/**
 * Plans an `up`, to its end even where protected resources stand against it: those are then planned on a copy of the
 * state in which nothing is protected, so that all of them can be named. The stack itself is never changed.
 * @throws Failure where there is nothing to read a plan from
 */
export async function readPlan(
  pulumi: Pulumi,
  { policies = true, refresh }: PlanOptions = {},
): Promise<Plan> {
  const { args: more, env } = refreshing(refresh);
  const args = ['preview', ...more, ...(policies ? pulumi.policies : [])];
  const plan = await planWith(pulumi, args, env);
  if (!plan.errors.some((message) => PROTECTED.test(message))) return plan;
  return withoutProtection(pulumi, (copy) => planWith(copy, args, env));
}

/**
 * The same for a run that relies on what the plan says: what was planned only in part may lose more than it names.
 * @throws Failure with the errors that ended the planning
 */
export async function readWholePlan(pulumi: Pulumi, options: PlanOptions): Promise<Plan> {
  const plan = await readPlan(pulumi, options);
  const { stack } = pulumi.workspace;
  if (plan.errors.length > 0)
    throw new Failure(`stack ${stack} cannot be planned to its end:\n${plan.errors.join('\n')}`);
  return plan;
}

async function planWith(pulumi: Pulumi, args: string[], env: NodeJS.ProcessEnv): Promise<Plan> {
  const { stdout, stderr, code } = await pulumi.events(args, env);
  const plan = planOf(parseEvents(stdout));
  const explained = plan.errors.length > 0 || plan.violations.some(({ level }) => level === 'mandatory');
  if (code !== 0 && !explained)
    throw new Failure(`pulumi ${args[0]} failed:\n${(stderr.trim() || stdout.trim()).slice(-3000)}`);
  return plan;
}
