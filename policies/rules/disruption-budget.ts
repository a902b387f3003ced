import { SERVING } from '../lib/kinds.ts';
import { declaredObjects, fewestPods, ofKind, selects, together, workloads } from '../lib/objects.ts';
import { stackPolicy } from '../lib/policy.ts';

export const disruptionBudget = stackPolicy(
  {
    name: 'disruption-budget',
    what: 'Every workload of several pods has one PodDisruptionBudget that leaves it at least one.',
    why: 'Draining nodes for an upgrade would otherwise take all of its pods at once.',
  },
  (resources, report) => {
    const objects = declaredObjects(resources);
    for (const workload of workloads(objects).filter(({ kind }) => SERVING.includes(kind))) {
      const pods = fewestPods(workload, objects);
      if (pods < 2) continue;
      const own = ofKind(objects, 'PodDisruptionBudget').filter(
        (budget) => together(budget, workload) && selects(budget.spec.selector, workload.podLabels ?? {}),
      );
      const is = `${workload.kind} ${workload.name}`;
      if (own.length !== 1)
        report(`${is} has ${own.length} PodDisruptionBudgets for ${pods} pods`, workload.urn);
      for (const { name, spec } of own) {
        if (spec.minAvailable >= pods)
          report(
            `${name}: minAvailable ${spec.minAvailable} of ${pods} lets no pod of ${is} go`,
            workload.urn,
          );
        if (spec.maxUnavailable >= pods)
          report(`${name}: maxUnavailable ${spec.maxUnavailable} takes all pods of ${is}`, workload.urn);
      }
    }
  },
);
