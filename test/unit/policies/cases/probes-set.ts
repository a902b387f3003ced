import { probesSet } from '../../../../policies/rules/probes-set.ts';
import { type Cases, cronJob, deployment, goodPod, job, statefulSet } from '../check.ts';

const none = { startupProbe: undefined, readinessProbe: undefined, livenessProbe: undefined };

export const cases: Cases = {
  policy: probesSet,

  bad: {
    none: {
      of: statefulSet(goodPod(none)),
      says: ['startupProbe', 'readinessProbe', 'livenessProbe'].map(
        (probe) => `container api: ${probe} is missing`,
      ),
    },
  },
  good: { 'all three': deployment(), 'a Job': job(goodPod(none)), 'a CronJob': cronJob(goodPod(none)) },
};
