import { kindPolicy } from '../lib/policy.ts';

export const disruptionAllowed = kindPolicy(
  {
    name: 'disruption-allowed',
    what: 'A PodDisruptionBudget lets at least one pod go, and those that do not work at any time.',
    why: 'One that allows nothing keeps every node it touches from being drained.',
  },
  ['PodDisruptionBudget'],
  (props, report) => {
    const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy, selector } = props.spec ?? {};
    if (minAvailable === undefined && maxUnavailable === undefined)
      report('neither maxUnavailable nor minAvailable');
    if (maxUnavailable !== undefined && Number.parseInt(maxUnavailable, 10) === 0)
      report(`maxUnavailable ${maxUnavailable} lets no pod go`);
    if (minAvailable === '100%') report('minAvailable 100% lets no pod go');
    if (unhealthyPodEvictionPolicy !== 'AlwaysAllow')
      report('unhealthyPodEvictionPolicy must be AlwaysAllow');
    if (!Object.keys(selector?.matchLabels ?? {}).length) report('selector.matchLabels is empty');
  },
);
