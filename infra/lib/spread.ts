import type { types } from '@pulumi/kubernetes';
import { type Component, selector } from './labels.ts';

/** Keeps a component's pods on different nodes and zones where there are several. */
export const spread = (component: Component): Partial<types.input.core.v1.PodSpec> => ({
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: selector(component) },
          },
        },
      ],
    },
  },
  topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selector(component) },
  })),
});
