import { declaredObjects, ofKind, selects, together, workloads } from '../lib/objects.ts';
import { stackPolicy } from '../lib/policy.ts';

export const networkCovered = stackPolicy(
  {
    name: 'network-covered',
    what: 'Every workload has a NetworkPolicy of its own for both directions.',
    why: 'Its edges are written down, and an edge that is missing is seen before the pod runs.',
  },
  (resources, report) => {
    const objects = declaredObjects(resources);
    const own = ofKind(objects, 'NetworkPolicy').filter(
      ({ spec }) => Object.keys(spec.podSelector?.matchLabels ?? {}).length > 0,
    );
    for (const workload of workloads(objects)) {
      const mine = own.filter(
        (policy) => together(policy, workload) && selects(policy.spec.podSelector, workload.podLabels ?? {}),
      );
      for (const direction of ['Ingress', 'Egress']) {
        if (!mine.some(({ spec }) => spec.policyTypes?.includes(direction)))
          report(`${workload.kind} ${workload.name} has no policy of its own for ${direction}`, workload.urn);
      }
    }
  },
);
