import { runAsNonRoot } from '../../../../policies/rules/run-as-non-root.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

const seccompProfile = { type: 'RuntimeDefault' };

export const cases: Cases = {
  policy: runAsNonRoot,

  bad: {
    'nothing said': {
      of: deployment(goodPod({}, { securityContext: { seccompProfile } })),
      says: [
        'container api: runAsNonRoot must be true',
        'container api: runAsUser must be set',
        'container api: runAsGroup must be set',
      ],
    },
    'root in spite of its pod': {
      of: deployment(goodPod({ securityContext: { runAsUser: 0 } })),
      says: ['container api: runAsUser must not be 0'],
    },
    'an init container': {
      of: deployment(
        goodPod({}, { initContainers: [{ name: 'first', securityContext: { runAsNonRoot: false } }] }),
      ),
      says: ['container first: runAsNonRoot must be true'],
    },
    "root's group": {
      of: deployment(goodPod({ securityContext: { runAsGroup: 0 } })),
      says: ['container api: runAsGroup must not be 0'],
    },
  },
  good: {
    'said by the pod': deployment(),
    'said by the container': deployment(
      goodPod(
        { securityContext: { runAsNonRoot: true, runAsUser: 7, runAsGroup: 7 } },
        { securityContext: {} },
      ),
    ),
  },
};
