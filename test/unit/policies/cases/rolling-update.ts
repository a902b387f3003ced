import { rollingUpdate } from '../../../../policies/rules/rolling-update.ts';
import { type Cases, deployment, statefulSet } from '../check.ts';

const strategy = (maxUnavailable: unknown, maxSurge: unknown) =>
  deployment(undefined, { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } } });

export const cases: Cases = {
  policy: rollingUpdate,

  bad: {
    'all at once': {
      of: deployment(undefined, { strategy: { type: 'Recreate' } }),
      says: ['strategy.type must be RollingUpdate'],
    },
    "Kubernetes' own": {
      of: deployment(undefined, { strategy: undefined }),
      says: ['strategy.type must be RollingUpdate'],
    },
    'a pod less meanwhile': {
      of: strategy('25%', 1),
      says: ['strategy.rollingUpdate.maxUnavailable must be 0'],
    },
    'no room for a new one': {
      of: strategy(0, '0%'),
      says: ['strategy.rollingUpdate.maxSurge must be above 0'],
    },
    'a StatefulSet that waits for somebody': {
      of: statefulSet(undefined, { updateStrategy: { type: 'OnDelete' } }),
      says: ['updateStrategy.type must be RollingUpdate'],
    },
  },
  good: {
    'one more at a time': deployment(),
    'in percent': strategy('0%', '25%'),
    'a StatefulSet': statefulSet(),
  },
};
