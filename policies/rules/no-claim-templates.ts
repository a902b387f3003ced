import { kindPolicy } from '../lib/policy.ts';

export const noClaimTemplates = kindPolicy(
  {
    name: 'no-claim-templates',
    what: 'StatefulSets name their Service and have no volumeClaimTemplates.',
    why: 'Templates cannot change: growing a volume would replace the store that owns it.',
  },
  ['StatefulSet'],
  (props, report) => {
    if (props.spec?.volumeClaimTemplates?.length)
      report('volumeClaimTemplates are not allowed: declare a PersistentVolumeClaim');
    if (!props.spec?.serviceName) report('serviceName is missing');
  },
);
