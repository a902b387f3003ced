import { noClaimTemplates } from '../../../../policies/rules/no-claim-templates.ts';
import { type Cases, statefulSet } from '../check.ts';

export const cases: Cases = {
  policy: noClaimTemplates,
  bad: {
    'a template, and no Service': {
      of: statefulSet(undefined, { serviceName: '', volumeClaimTemplates: [{}] }),
      says: [
        'volumeClaimTemplates are not allowed: declare a PersistentVolumeClaim',
        'serviceName is missing',
      ],
    },
  },
  good: { 'a claim of its own': statefulSet() },
};
