import { capabilitiesDropped } from '../../../../policies/rules/capabilities-dropped.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

export const cases: Cases = {
  policy: capabilitiesDropped,
  bad: {
    'some kept': {
      of: deployment(goodPod({ securityContext: { capabilities: { drop: ['NET_RAW'] } } })),
      says: ['container api: capabilities.drop must contain ALL'],
    },
    'one added': {
      of: deployment(goodPod({ securityContext: { capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } } })),
      says: ['container api: capability SYS_ADMIN must not be added'],
    },
  },
  good: { 'all dropped': deployment() },
};
