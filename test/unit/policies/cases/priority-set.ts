import { prioritySet } from '../../../../policies/rules/priority-set.ts';
import { type Cases, cronJob, deployment, goodPod, job, statefulSet } from '../check.ts';

const { priorityClassName: _, ...silent } = goodPod();
const missing = ['priorityClassName is missing'];

export const cases: Cases = {
  policy: prioritySet,

  bad: {
    none: { of: deployment(silent), says: missing },
    'none of a store': { of: statefulSet(silent), says: missing },
    'none of a Job': { of: job(silent), says: missing },
    'none of what a CronJob starts': { of: cronJob(silent), says: missing },
    'an empty one': {
      of: deployment(goodPod({}, { priorityClassName: '' })),
      says: ['priorityClassName is empty'],
    },
    'one of the cluster itself': {
      of: deployment(goodPod({}, { priorityClassName: 'system-cluster-critical' })),
      says: ['priorityClassName system-cluster-critical is for what the cluster itself needs'],
    },
  },
  good: { 'a class': deployment(), 'a class of a Job': job() },
};
