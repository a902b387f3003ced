import { readOnlyRoot } from '../../../../policies/rules/read-only-root.ts';
import { type Cases, deployment, goodPod, job } from '../check.ts';

export const cases: Cases = {
  policy: readOnlyRoot,
  bad: {
    'a writable one': {
      of: deployment(goodPod({ securityContext: { readOnlyRootFilesystem: false } })),
      says: ['container api: readOnlyRootFilesystem must be true'],
    },
    'nothing said': {
      of: job(goodPod({ securityContext: undefined })),
      says: ['container api: readOnlyRootFilesystem must be true'],
    },
  },
  good: { 'a read-only one': deployment() },
};
