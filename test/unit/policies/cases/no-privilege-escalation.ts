import { noPrivilegeEscalation } from '../../../../policies/rules/no-privilege-escalation.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

export const cases: Cases = {
  policy: noPrivilegeEscalation,
  bad: {
    'nothing said': {
      of: deployment(goodPod({ securityContext: {} })),
      says: ['container api: allowPrivilegeEscalation must be false'],
    },
    'privileged, with an open /proc': {
      of: deployment(
        goodPod({
          securityContext: { allowPrivilegeEscalation: false, privileged: true, procMount: 'Unmasked' },
        }),
      ),
      says: [
        'container api: privileged must not be true',
        'container api: procMount Unmasked is not allowed',
      ],
    },
  },
  good: { refused: deployment() },
};
