import { resourcesSet } from '../../../../policies/rules/resources-set.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

const DISK = { 'ephemeral-storage': '1Gi' };
const resources = (value: unknown) => deployment(goodPod({ resources: value }));

export const cases: Cases = {
  policy: resourcesSet,

  bad: {
    none: {
      of: resources(undefined),
      says: [
        'container api: resources.requests lacks cpu, memory, ephemeral-storage',
        'container api: resources.limits lacks cpu, memory, ephemeral-storage',
      ],
    },
    'no memory limit': {
      of: resources({ requests: { ...DISK, cpu: '1', memory: '1Gi' }, limits: { ...DISK, cpu: '1' } }),
      says: ['container api: resources.limits lacks memory'],
    },
    'no bound for the disk': {
      of: resources({ requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } }),
      says: [
        'container api: resources.requests lacks ephemeral-storage',
        'container api: resources.limits lacks ephemeral-storage',
      ],
    },
    'more requested than allowed': {
      of: resources({
        requests: { ...DISK, cpu: '1500m', memory: '2Gi' },
        limits: { ...DISK, cpu: '1', memory: '512Mi' },
      }),
      says: [
        'container api: requests 1500m of cpu, more than its limit 1',
        'container api: requests 2Gi of memory, more than its limit 512Mi',
      ],
    },
  },
  good: {
    both: deployment(),
    'a spelling of other programs': resources({
      requests: { ...DISK, cpu: '1', memory: '5e8' },
      limits: { ...DISK, cpu: '1', memory: '1G' },
    }),
  },
};
