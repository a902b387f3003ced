import { kindPolicy } from '../lib/policy.ts';

export const internalServices = kindPolicy(
  {
    name: 'internal-services',
    what: 'Services are reachable inside the cluster only.',
    why: 'The Ingress is the one way in: it has TLS, and network policies do not see node ports.',
  },
  ['Service'],
  (props, report) => {
    const { type = 'ClusterIP', externalIPs = [], ports = [] } = props.spec ?? {};
    if (type !== 'ClusterIP') report(`type ${type} is not allowed`);
    if (externalIPs.length > 0) report('externalIPs are not allowed');
    if (ports.some(({ nodePort }: { nodePort?: number }) => nodePort)) report('nodePort is not allowed');
  },
);
