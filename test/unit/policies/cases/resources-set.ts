import { resourcesSet } from '../../../../policies/rules/resources-set.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

const resources = (value: unknown) => deployment(goodPod({ resources: value }));

export const cases: Cases = {
  policy: resourcesSet,

  bad: {
    none: {
      of: resources(undefined),
      says: [
        'container api: resources.requests lacks cpu and memory',
        'container api: resources.limits lacks cpu and memory',
      ],
    },
    'no memory limit': {
      of: resources({ requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1' } }),
      says: ['container api: resources.limits lacks memory'],
    },
    'more requested than allowed': {
      of: resources({ requests: { cpu: '1500m', memory: '2Gi' }, limits: { cpu: '1', memory: '512Mi' } }),
      says: [
        'container api: requests 1500m of cpu, more than its limit 1',
        'container api: requests 2Gi of memory, more than its limit 512Mi',
      ],
    },
  },
  good: {
    both: deployment(),
    'a spelling of other programs': resources({
      requests: { cpu: '1', memory: '5e8' },
      limits: { cpu: '1', memory: '1G' },
    }),
  },
};
