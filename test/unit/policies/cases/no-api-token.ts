import { noApiToken } from '../../../../policies/rules/no-api-token.ts';
import { type Cases, deployment, goodPod, object } from '../check.ts';

export const cases: Cases = {
  policy: noApiToken,
  bad: {
    'nothing said by the pod': {
      of: deployment(goodPod({}, { automountServiceAccountToken: undefined })),
      says: ['automountServiceAccountToken must be false'],
    },
    'a projected token': {
      of: deployment(
        goodPod(
          {},
          { volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }] },
        ),
      ),
      says: ['volume t: serviceAccountToken is not allowed'],
    },
    'nothing said by the account': {
      of: object('core/v1', 'ServiceAccount', {}),
      says: ['automountServiceAccountToken must be false'],
    },
  },
  good: {
    'refused by the pod': deployment(),
    'refused by the account': object('core/v1', 'ServiceAccount', { automountServiceAccountToken: false }),
  },
};
