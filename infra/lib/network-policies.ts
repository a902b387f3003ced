import type { types } from '@pulumi/kubernetes';
import type { Edge, Outside } from './edge.ts';
import { type Component, selector } from './labels.ts';

type Peer = types.input.networking.v1.NetworkPolicyPeer;
type Port = types.input.networking.v1.NetworkPolicyPort;
type Spec = types.input.networking.v1.NetworkPolicySpec;

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

function peer(end: Component | Outside): Peer {
  if (typeof end === 'string') return { podSelector: { matchLabels: selector(end) } };
  if ('cidr' in end) return { ipBlock: { cidr: end.cidr } };
  return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: end.namespace } } };
}

const ports = (numbers: number[]): Port[] => numbers.map((port) => ({ port, protocol: 'TCP' }));

/** Ports of DNS servers: behind their Service they often listen on a higher one, and policies see that one. */
const DNS_PORTS = [53, 1053, 5353];

/** Refuses everything for every pod, and allows only questions to the cluster's DNS. */
export const denyByDefault = (dnsNamespace: string): Spec => ({
  podSelector: {},
  policyTypes: ['Ingress', 'Egress'],
  egress: [
    {
      to: [peer({ namespace: dnsNamespace })],
      ports: DNS_PORTS.flatMap((port) => [
        { port, protocol: 'UDP' },
        { port, protocol: 'TCP' },
      ]),
    },
  ],
});

/** The port of the pods that answer an ACME server for cert-manager, which makes them beside the Ingress. */
const SOLVER_PORT = 8089;

/** Lets the ingress controller reach them; without one of their own no certificate would ever come by HTTP-01. */
export const toSolvers = (ingressNamespace: string): Spec => ({
  // By an expression: no pod of the stack's own is meant.
  podSelector: { matchExpressions: [{ key: 'acme.cert-manager.io/http01-solver', operator: 'Exists' }] },
  policyTypes: ['Ingress'],
  ingress: [{ from: [peer({ namespace: ingressNamespace })], ports: ports([SOLVER_PORT]) }],
});

/** One policy per component that has edges, allowing exactly those. */
export function policies(edges: Edge[]): Map<Component, Spec> {
  const components = new Set(
    edges.flatMap(({ from, to }) => [from, to]).filter((end) => typeof end === 'string'),
  );
  return new Map(
    [...components].sort().map((component) => [
      component,
      {
        podSelector: { matchLabels: selector(component) },
        policyTypes: ['Ingress', 'Egress'],
        ingress: edges
          .filter(({ to }) => to === component)
          .map((edge) => ({ from: [peer(edge.from)], ports: ports(edge.ports) })),
        egress: edges
          .filter(({ from }) => from === component)
          .map((edge) => ({ to: [peer(edge.to)], ports: ports(edge.ports) })),
      },
    ]),
  );
}
