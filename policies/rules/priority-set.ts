import { known } from '../lib/known.ts';
import { podPolicy } from '../lib/policy.ts';

export const prioritySet = podPolicy(
  {
    name: 'priority-set',
    what: "Every pod names its priority, which is none of Kubernetes' own parts.",
    why: 'Under pressure the scheduler and the kubelet take the pods of lower priority first: no store goes before what asks it.',
  },
  (pod, report) => {
    if (!('priorityClassName' in pod)) return report('priorityClassName is missing');
    const name = known(() => pod.priorityClassName);
    if (name === '') report('priorityClassName is empty');
    if (name?.startsWith('system-')) report(`priorityClassName ${name} is for what the cluster itself needs`);
  },
);
