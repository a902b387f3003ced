import type { types } from '@pulumi/kubernetes';

/** Earlier revisions kept as a way back. */
export const REVISIONS = 3;

/** How every Deployment takes a change: one new pod at a time, and no old one leaves before the new one is ready. */
export const rollout = {
  revisionHistoryLimit: REVISIONS,
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
} satisfies Partial<types.input.apps.v1.DeploymentSpec>;
