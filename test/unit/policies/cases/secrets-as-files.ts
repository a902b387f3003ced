import { secretsAsFiles } from '../../../../policies/rules/secrets-as-files.ts';
import { type Cases, deployment, goodPod, job } from '../check.ts';

const secretKeyRef = { name: 'mcp-secrets', key: 'database-url' };

export const cases: Cases = {
  policy: secretsAsFiles,

  bad: {
    'a variable': {
      of: deployment(goodPod({ env: [{ name: 'DATABASE_URL', valueFrom: { secretKeyRef } }] })),
      says: ['environment variable DATABASE_URL comes from a Secret'].map((text) => `container api: ${text}`),
    },
    'all of a Secret': {
      of: job(goodPod({ envFrom: [{ secretRef: { name: 'mcp-secrets' } }] })),
      says: ['container api: envFrom takes a Secret'],
    },
  },
  good: {
    'a file': deployment(goodPod({}, { volumes: [{ name: 's', secret: { secretName: 'mcp-secrets' } }] })),
    'a field of the pod': deployment(goodPod({ env: [{ name: 'POD', valueFrom: { fieldRef: {} } }] })),
  },
};
