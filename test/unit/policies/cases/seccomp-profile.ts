import { seccompProfile } from '../../../../policies/rules/seccomp-profile.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

export const cases: Cases = {
  policy: seccompProfile,
  bad: {
    none: {
      of: deployment(goodPod({}, { securityContext: { runAsNonRoot: true } })),
      says: ['container api: seccompProfile.type must be RuntimeDefault or Localhost'],
    },
    'unconfined in spite of its pod': {
      of: deployment(goodPod({ securityContext: { seccompProfile: { type: 'Unconfined' } } })),
      says: ['container api: seccompProfile.type must be RuntimeDefault or Localhost'],
    },
  },
  good: {
    "the pod's": deployment(),
    'one of its own': deployment(goodPod({ securityContext: { seccompProfile: { type: 'Localhost' } } })),
  },
};
