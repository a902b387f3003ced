import { kindOf } from '../lib/kinds.ts';
import { kindPolicy } from '../lib/policy.ts';

export const rollingUpdate = kindPolicy(
  {
    name: 'rolling-update',
    what: 'Deployments roll with maxUnavailable 0 and a surge; StatefulSets roll by themselves.',
    why: 'An update must never take away a pod before its successor is ready.',
  },
  ['Deployment', 'StatefulSet'],
  (props, report, { type }) => {
    const { strategy, updateStrategy } = props.spec ?? {};
    if (kindOf(type) === 'StatefulSet') {
      if (updateStrategy?.type === 'OnDelete') report('updateStrategy.type must be RollingUpdate');
      return;
    }
    if (strategy?.type !== 'RollingUpdate') return report('strategy.type must be RollingUpdate');
    const { maxUnavailable, maxSurge } = strategy.rollingUpdate ?? {};
    if (Number.parseInt(maxUnavailable, 10) !== 0) report('strategy.rollingUpdate.maxUnavailable must be 0');
    if (!Number.parseInt(maxSurge, 10)) report('strategy.rollingUpdate.maxSurge must be above 0');
  },
);
