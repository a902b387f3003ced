import { kindOf, SERVING } from '../lib/kinds.ts';
import { podPolicy } from '../lib/policy.ts';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

export const probesSet = podPolicy(
  {
    name: 'probes-set',
    what: 'Containers that serve have startup, readiness and liveness probes.',
    why: 'Without them traffic reaches pods that cannot answer, dead ones stay, and slow starts are killed.',
  },
  (pod, report, { type }) => {
    // Jobs end by themselves.
    if (!SERVING.includes(kindOf(type))) return;
    for (const container of pod.containers ?? []) {
      for (const probe of PROBES)
        if (!container[probe]) report(`container ${container.name}: ${probe} is missing`);
    }
  },
);
