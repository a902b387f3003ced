import { ingressAnnotations } from '../../../../policies/rules/ingress-annotations.ts';
import { type Cases, object } from '../check.ts';

const ingress = (annotations: object) =>
  object('networking.k8s.io/v1', 'Ingress', { metadata: { annotations } });

export const cases: Cases = {
  policy: ingressAnnotations,

  bad: {
    'a snippet': {
      of: ingress({ 'nginx.ingress.kubernetes.io/server-snippet': 'return 200;' }),
      says: ['annotation nginx.ingress.kubernetes.io/server-snippet is code for the controller'],
    },
    'no redirect to TLS': {
      of: ingress({ 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' }),
      says: ['annotation nginx.ingress.kubernetes.io/ssl-redirect allows plain HTTP'],
    },
  },
  good: { 'a balancing strategy': ingress({ 'nginx.ingress.kubernetes.io/load-balance': 'ewma' }) },
};
