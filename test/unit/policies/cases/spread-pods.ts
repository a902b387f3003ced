import { spreadPods } from '../../../../policies/rules/spread-pods.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

const nowhere = { topologySpreadConstraints: undefined };
const says = ['neither topologySpreadConstraints over kubernetes.io/hostname nor podAntiAffinity'];

export const cases: Cases = {
  policy: spreadPods,

  bad: {
    'two pods anywhere': { of: deployment(goodPod({}, nowhere)), says },
    'as many as the autoscaler likes': {
      of: deployment(goodPod({}, nowhere), { replicas: undefined }),
      says,
    },
    'over zones alone': {
      of: deployment(
        goodPod({}, { topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone' }] }),
      ),
      says,
    },
  },
  good: {
    'over nodes': deployment(),
    'by anti-affinity': deployment(goodPod({}, { ...nowhere, affinity: { podAntiAffinity: {} } })),
    'a single one': deployment(goodPod({}, nowhere), { replicas: 1 }),
  },
};
