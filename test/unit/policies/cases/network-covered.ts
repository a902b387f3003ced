import { networkCovered } from '../../../../policies/rules/network-covered.ts';
import { type Cases, deployment, job, object, SELECTOR } from '../check.ts';

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', { spec });
const both = ['Ingress', 'Egress'];

export const cases: Cases = {
  policy: networkCovered,

  bad: {
    'the default alone': {
      of: [job(), policy({ podSelector: {}, policyTypes: both })],
      says: [
        'Job mcp-api has no policy of its own for Ingress',
        'Job mcp-api has no policy of its own for Egress',
      ],
    },
    "another one's": {
      of: [
        deployment(),
        policy({ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mysql' } }, policyTypes: both }),
      ],
      says: [
        'Deployment mcp-api has no policy of its own for Ingress',
        'Deployment mcp-api has no policy of its own for Egress',
      ],
    },
    'one for one direction': {
      of: [deployment(), policy({ podSelector: SELECTOR, policyTypes: ['Ingress'] })],
      says: ['Deployment mcp-api has no policy of its own for Egress'],
    },
  },
  good: { 'its own': [deployment(), policy({ podSelector: SELECTOR, policyTypes: both })] },
};
