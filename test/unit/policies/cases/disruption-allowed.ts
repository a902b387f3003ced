import { disruptionAllowed } from '../../../../policies/rules/disruption-allowed.ts';
import { type Cases, object, SELECTOR } from '../check.ts';

const budget = (spec: object) =>
  object('policy/v1', 'PodDisruptionBudget', {
    spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: SELECTOR, ...spec },
  });

export const cases: Cases = {
  policy: disruptionAllowed,

  bad: {
    'no pod may go': { of: budget({ maxUnavailable: 0 }), says: ['maxUnavailable 0 lets no pod go'] },
    'all must stay': { of: budget({ minAvailable: '100%' }), says: ['minAvailable 100% lets no pod go'] },
    'nothing said': {
      of: budget({ selector: {}, unhealthyPodEvictionPolicy: undefined }),
      says: [
        'neither maxUnavailable nor minAvailable',
        'unhealthyPodEvictionPolicy must be AlwaysAllow',
        'selector.matchLabels is empty',
      ],
    },
  },
  good: { 'one may go': budget({ maxUnavailable: 1 }), 'half must stay': budget({ minAvailable: '50%' }) },
};
