import { kindPolicy } from '../lib/policy.ts';

const NODE = 'kubernetes.io/hostname';

export const spreadPods = kindPolicy(
  {
    name: 'spread-pods',
    what: 'Pods of a workload that has several are spread over nodes.',
    why: 'Replicas on one node go with that node.',
  },
  ['Deployment', 'StatefulSet'],
  (props, report) => {
    // Without a number the autoscaler decides, and it is there to have several.
    if (props.spec?.replicas === 1) return;
    const { topologySpreadConstraints = [], affinity } = props.spec?.template?.spec ?? {};
    const isSpread = topologySpreadConstraints.some(
      ({ topologyKey }: { topologyKey?: string }) => topologyKey === NODE,
    );
    if (!isSpread && !affinity?.podAntiAffinity)
      report(`neither topologySpreadConstraints over ${NODE} nor podAntiAffinity`);
  },
);
