import { imageDigest } from '../../../../policies/rules/image-digest.ts';
import { type Cases, deployment, goodPod, job } from '../check.ts';

export const cases: Cases = {
  policy: imageDigest,
  bad: {
    'a tag alone': {
      of: deployment(goodPod({ image: 'library/mysql:9.7.4' })),
      says: ['container api: image library/mysql:9.7.4 has no digest'],
    },
  },
  good: { 'tag and digest': deployment(), 'a Job': job() },
};
