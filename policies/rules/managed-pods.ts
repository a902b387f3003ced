import { kindOf } from '../lib/kinds.ts';
import { kindPolicy } from '../lib/policy.ts';

export const managedPods = kindPolicy(
  {
    name: 'managed-pods',
    what: 'Pods are run by a Deployment, StatefulSet, Job or CronJob.',
    why: 'Nobody starts a bare pod again when its node is gone.',
  },
  ['Pod', 'ReplicaSet', 'ReplicationController'],
  (_, report, { type }) => report(`a bare ${kindOf(type)} is not allowed`),
);
