import { narrowNetwork } from '../../../../policies/rules/narrow-network.ts';
import { type Cases, object, SELECTOR } from '../check.ts';

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', { spec });
const ports = [{ port: 443 }];
const anywhere = [{ ipBlock: { cidr: '0.0.0.0/0' } }];

export const cases: Cases = {
  policy: narrowNetwork,

  bad: {
    'everybody, on every port': {
      of: policy({ ingress: [{}], egress: [{ to: [{ podSelector: SELECTOR }] }] }),
      says: ['ingress[0] names no peers', 'ingress[0] names no ports', 'egress[0] names no ports'],
    },
    'the world and every namespace': {
      of: policy({
        ingress: [
          { from: anywhere, ports },
          { from: [{ namespaceSelector: {} }], ports },
        ],
      }),
      says: ['ingress[0] lets everybody in', 'ingress[1] takes every namespace'],
    },
  },
  good: {
    'peers and ports': policy({ ingress: [{ from: [{ podSelector: SELECTOR }], ports }] }),
    'one port of the world outside': policy({ egress: [{ to: anywhere, ports }] }),
  },
};
