import { stableApis } from '../../../../policies/rules/stable-apis.ts';
import { type Cases, deployment, object } from '../check.ts';

export const cases: Cases = {
  policy: stableApis,
  bad: {
    'a beta version': {
      of: object('policy/v1beta1', 'PodDisruptionBudget', {}),
      says: ['policy/v1beta1 is not stable'],
    },
    'the first group of all': {
      of: object('extensions/v1beta1', 'Ingress', {}),
      says: ['extensions/v1beta1 is not stable'],
    },
  },
  good: {
    'a stable version': deployment(),
    'a beta of somebody else': object('monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', {}),
  },
};
