import { managedPods } from '../../../../policies/rules/managed-pods.ts';
import { type Cases, deployment, goodPod, job, object } from '../check.ts';

export const cases: Cases = {
  policy: managedPods,
  bad: {
    'a bare pod': { of: object('core/v1', 'Pod', { spec: goodPod() }), says: ['a bare Pod is not allowed'] },
  },
  good: { 'a Deployment': deployment(), 'a Job': job() },
};
