import { type Declared, declaredObjects, ofKind, together, workloads } from '../lib/objects.ts';
import { stackPolicy } from '../lib/policy.ts';

/** Takes every pod, closes both directions and opens none to a peer but for names. */
const closes = ({ spec }: Declared): boolean =>
  Object.keys(spec.podSelector ?? {}).length === 0 &&
  ['Ingress', 'Egress'].every((direction) => spec.policyTypes?.includes(direction)) &&
  !spec.ingress?.length;

export const defaultDeny = stackPolicy(
  {
    name: 'default-deny',
    what: 'A namespace with pods has a NetworkPolicy that takes them all and closes both directions.',
    why: 'Only then is a connection that nobody listed refused, also of a pod that is added later.',
  },
  (resources, report) => {
    const objects = declaredObjects(resources);
    const closed = ofKind(objects, 'NetworkPolicy').filter(closes);
    const open = workloads(objects).filter(
      (workload) => !closed.some((policy) => together(policy, workload)),
    );
    const one = new Map(open.map((workload) => [workload.namespace, workload]));
    for (const [namespace = '', { urn }] of one)
      report(`namespace ${namespace} has no policy that denies by default`, urn);
  },
);
