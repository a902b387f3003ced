import { defaultDeny } from '../../../../policies/rules/default-deny.ts';
import { type Cases, deployment, job, object, SELECTOR } from '../check.ts';

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', { spec }, 'default-deny');
const both = ['Ingress', 'Egress'];
const says = ['namespace mcp-test has no policy that denies by default'];

export const cases: Cases = {
  policy: defaultDeny,

  bad: {
    'no policy': { of: [deployment(), job()], says },
    'one for some pods': { of: [deployment(), policy({ podSelector: SELECTOR, policyTypes: both })], says },
    'one for one direction': {
      of: [deployment(), policy({ podSelector: {}, policyTypes: ['Ingress'] })],
      says,
    },
    'one that lets everything in': {
      of: [deployment(), policy({ podSelector: {}, policyTypes: both, ingress: [{}] })],
      says,
    },
    'one in another namespace': {
      of: [
        deployment(),
        object('networking.k8s.io/v1', 'NetworkPolicy', {
          metadata: { name: 'default-deny', namespace: 'other' },
          spec: { podSelector: {}, policyTypes: both },
        }),
      ],
      says,
    },
  },
  good: {
    'one for all': [
      deployment(),
      policy({ podSelector: {}, policyTypes: both, egress: [{ to: [], ports: [53] }] }),
    ],
    'no pods': [object('core/v1', 'Service', {})],
  },
};
