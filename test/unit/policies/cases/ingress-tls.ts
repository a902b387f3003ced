import { ingressTls } from '../../../../policies/rules/ingress-tls.ts';
import { type Cases, object } from '../check.ts';

const rules = [{ host: 'a.example' }, { host: 'b.example' }];
const ingress = (spec: object) => object('networking.k8s.io/v1', 'Ingress', { spec });

export const cases: Cases = {
  policy: ingressTls,

  bad: {
    'a host without a certificate': {
      of: ingress({ rules, tls: [{ hosts: ['a.example'], secretName: 'a-tls' }, { hosts: ['b.example'] }] }),
      says: ['host b.example has no TLS'],
    },
    'no host at all, and every host': {
      of: ingress({ defaultBackend: {}, rules: [{}, { host: '*.example' }] }),
      says: [
        'a default backend cannot have a certificate',
        'a rule without a host cannot have a certificate',
        'host *.example takes every name below it',
      ],
    },
  },
  good: {
    'one certificate for both': ingress({
      rules,
      tls: [{ hosts: ['a.example', 'b.example'], secretName: 'tls' }],
    }),
  },
};
