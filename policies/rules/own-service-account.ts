import { known } from '../lib/known.ts';
import { podPolicy } from '../lib/policy.ts';

export const ownServiceAccount = podPolicy(
  {
    name: 'own-service-account',
    what: 'Every pod names a service account of its own.',
    why: 'Whatever is granted to the account default is granted to every pod of the namespace.',
  },
  (pod, report) => {
    if (pod.serviceAccount !== undefined) report('serviceAccount is an old name of serviceAccountName');
    if (!('serviceAccountName' in pod)) return report('serviceAccountName is missing');
    const name = known(() => pod.serviceAccountName);
    if (name === 'default' || name === '') report('serviceAccountName must not be default');
  },
);
