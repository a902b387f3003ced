import { explicitNamespace } from '../../../../policies/rules/explicit-namespace.ts';
import { type Cases, object } from '../check.ts';

const within = (metadata: object) => object('core/v1', 'ConfigMap', { metadata });

export const cases: Cases = {
  policy: explicitNamespace,

  bad: {
    none: { of: within({ name: 'x' }), says: ['metadata.namespace is missing'] },
    default: { of: within({ namespace: 'default' }), says: ["namespace default is not the stack's own"] },
    "one of Kubernetes'": {
      of: within({ namespace: 'kube-system' }),
      says: ["namespace kube-system is not the stack's own"],
    },
  },
  good: {
    "the stack's own": within({ namespace: 'mcp-test' }),
    'an object of the whole cluster': object('core/v1', 'Namespace', { metadata: { name: 'mcp-test' } }),
    'a password': { type: 'random:index/randomPassword:RandomPassword' },
  },
};
