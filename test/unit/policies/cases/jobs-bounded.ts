import { jobsBounded } from '../../../../policies/rules/jobs-bounded.ts';
import { type Cases, goodPod, job } from '../check.ts';

export const cases: Cases = {
  policy: jobsBounded,
  bad: {
    'no bounds': {
      of: job(undefined, { backoffLimit: undefined, activeDeadlineSeconds: undefined }),
      says: ['backoffLimit is missing', 'activeDeadlineSeconds is missing'],
    },
    'one that vanishes': {
      of: job(undefined, { ttlSecondsAfterFinished: 60 }),
      says: ['ttlSecondsAfterFinished must not be set'],
    },
    'one that starts again in the same pod': {
      of: job(goodPod({}, { restartPolicy: 'OnFailure' })),
      says: ['restartPolicy must be Never'],
    },
  },
  good: { bounds: job() },
};
