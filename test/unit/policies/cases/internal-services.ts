import { internalServices } from '../../../../policies/rules/internal-services.ts';
import { type Cases, object } from '../check.ts';

const service = (spec: object) => object('core/v1', 'Service', { spec });

export const cases: Cases = {
  policy: internalServices,

  bad: {
    'a node port': {
      of: service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }),
      says: ['type NodePort is not allowed', 'nodePort is not allowed'],
    },
    'a load balancer': { of: service({ type: 'LoadBalancer' }), says: ['type LoadBalancer is not allowed'] },
    'another name': {
      of: service({ type: 'ExternalName', externalName: 'db.example.com' }),
      says: ['type ExternalName is not allowed'],
    },
    'an address of its own': {
      of: service({ externalIPs: ['203.0.113.1'] }),
      says: ['externalIPs are not allowed'],
    },
  },
  good: { 'a cluster address': service({ ports: [{ port: 80 }] }), headless: service({ clusterIP: 'None' }) },
};
