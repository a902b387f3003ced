import { ownServiceAccount } from '../../../../policies/rules/own-service-account.ts';
import { type Cases, deployment, goodPod, job } from '../check.ts';

export const cases: Cases = {
  policy: ownServiceAccount,
  bad: {
    none: {
      of: deployment({ containers: [] }),
      says: ['serviceAccountName is missing'],
    },
    'its old name': {
      of: deployment(goodPod({}, { serviceAccount: 'mcp-api' })),
      says: ['serviceAccount is an old name of serviceAccountName'],
    },
    default: {
      of: job(goodPod({}, { serviceAccountName: 'default' })),
      says: ['serviceAccountName must not be default'],
    },
  },
  good: { 'its own': deployment() },
};
