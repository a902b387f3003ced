import type { PolicyResource } from '@pulumi/policy';
import { stackPolicy } from '../lib/policy.ts';
import { podOf } from '../lib/workload.ts';

const isStore = ({ type, props }: PolicyResource): boolean =>
  /^(kubernetes:core\/v1:(PersistentVolumeClaim|Namespace)|random:.*:RandomPassword)$/.test(type) ||
  (type === 'kubernetes:apps/v1:StatefulSet' &&
    (podOf(type, props)?.volumes ?? []).some((volume) => volume.persistentVolumeClaim));

export const protectedStores = stackPolicy(
  {
    name: 'protected-stores',
    what: 'Stores, their volumes, their passwords and the namespace are protected.',
    why: 'One wrong rename must not delete a database: Pulumi refuses until somebody unprotects it.',
  },
  (resources, report) => {
    for (const store of resources.filter(isStore)) {
      if (!store.opts.protect) report(`${store.name} (${store.type}) must be protected`, store.urn);
    }
  },
);
