import { historyBounded } from '../../../../policies/rules/history-bounded.ts';
import { type Cases, deployment, statefulSet } from '../check.ts';

export const cases: Cases = {
  policy: historyBounded,
  bad: {
    'nothing said': {
      of: deployment(undefined, { revisionHistoryLimit: undefined }),
      says: ['revisionHistoryLimit is missing: 1 to 10'],
    },
    none: {
      of: statefulSet(undefined, { revisionHistoryLimit: 0 }),
      says: ['revisionHistoryLimit is 0: 1 to 10'],
    },
  },
  good: { three: deployment(), 'three of a StatefulSet': statefulSet() },
};
