import { noServiceLinks } from '../../../../policies/rules/no-service-links.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

export const cases: Cases = {
  policy: noServiceLinks,
  bad: {
    'nothing said': {
      of: deployment(goodPod({}, { enableServiceLinks: undefined })),
      says: ['enableServiceLinks must be false'],
    },
  },
  good: { refused: deployment() },
};
