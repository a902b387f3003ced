import { restrictedNamespace } from '../../../../policies/rules/restricted-namespace.ts';
import { type Cases, object } from '../check.ts';

const namespace = (labels: object) =>
  object('core/v1', 'Namespace', { metadata: { name: 'mcp-test', labels } });
const restricted = Object.fromEntries(
  ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
);

export const cases: Cases = {
  policy: restrictedNamespace,

  bad: {
    baseline: {
      of: namespace({ ...restricted, 'pod-security.kubernetes.io/enforce': 'baseline' }),
      says: ['label pod-security.kubernetes.io/enforce must be restricted'],
    },
    'no warnings': {
      of: namespace({ 'pod-security.kubernetes.io/enforce': 'restricted' }),
      says: [
        'label pod-security.kubernetes.io/audit must be restricted',
        'label pod-security.kubernetes.io/warn must be restricted',
      ],
    },
  },
  good: { restricted: namespace(restricted) },
};
