import { podPolicy } from '../lib/workload.ts';

/** Without probes traffic reaches pods that cannot answer, and dead ones stay. */
export const probesSet = podPolicy(
  'probes-set',
  'Containers that serve have readiness and liveness probes.',
  (pod, report, { type }) => {
    // Jobs end by themselves.
    if (type.startsWith('kubernetes:batch/')) return;
    for (const { name, readinessProbe, livenessProbe } of pod.containers ?? []) {
      if (!readinessProbe) report(`container ${name}: readinessProbe is missing`);
      if (!livenessProbe) report(`container ${name}: livenessProbe is missing`);
    }
  },
);
