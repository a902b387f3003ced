import type { PolicyName } from '../../stacks/policies.ts';

/** How a check of another tool is met: by a policy, which refuses the named case of its tests, or not, and why. */
export type Answer = readonly [policy: PolicyName, refuses: string] | { reason: string };

/** What another tool checks in the kinds that the program makes. */
export interface Catalogue {
  tool: string;
  /** Where the list of its checks was read. */
  version: string;
  checks: Record<string, Answer>;
}

const because = (reason: string): Answer => ({ reason });

export const NOT_MADE = (kind: string): Answer => because(`the program makes no ${kind}`);

/** Reasons that hold for more than one tool. */
export const PULL_ALWAYS = because(
  'a digest or release tag never changes; a pod that asks the registry at every start does not start while that is away',
);
export const REPLICAS = because(
  'stores run one pod by design; the settings refuse fewer than two API pods in production, and `disruption-budget` and `spread-pods` hold for whatever has several',
);
export const HIGH_UID = because(
  'the users are those that the images are made for; `run-as-non-root` and the namespace see to the rest',
);
export const EQUAL_LIMITS = because(
  'requests below limits are what lets a small cluster run the stack; a stack sets both alike where it wants that',
);
export const ONE_POD = because('a budget for a store of one pod would keep its node from being drained');
export const VALIDATED = because('the API server and kubeconform refuse it before any policy is asked');
export const NOT_HERE = (what: string): Answer => because(what);
