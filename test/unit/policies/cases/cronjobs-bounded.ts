import { cronjobsBounded } from '../../../../policies/rules/cronjobs-bounded.ts';
import { type Cases, cronJob, goodPod } from '../check.ts';

export const cases: Cases = {
  policy: cronjobsBounded,
  bad: {
    'two at once': {
      of: cronJob(undefined, { concurrencyPolicy: undefined }),
      says: ['concurrencyPolicy must be Forbid or Replace'],
    },
    'no bounds': {
      of: cronJob(undefined, {
        successfulJobsHistoryLimit: 0,
        failedJobsHistoryLimit: undefined,
        startingDeadlineSeconds: undefined,
        jobTemplate: { spec: { template: { spec: goodPod() } } },
      }),
      says: [
        'successfulJobsHistoryLimit must be 1 to 10',
        'failedJobsHistoryLimit must be 1 to 10',
        'startingDeadlineSeconds is missing',
        'backoffLimit is missing',
        'activeDeadlineSeconds is missing',
        'restartPolicy must be Never or OnFailure',
      ],
    },
  },
  good: { bounds: cronJob() },
};
