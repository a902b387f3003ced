import { kindPolicy } from '../lib/policy.ts';

const MOST = 10;

export const historyBounded = kindPolicy(
  {
    name: 'history-bounded',
    what: `Deployments and StatefulSets keep 1 to ${MOST} earlier revisions.`,
    why: 'None leaves no way back at three in the morning; without a bound old ones gather.',
  },
  ['Deployment', 'StatefulSet', 'DaemonSet'],
  (props, report) => {
    const limit = props.spec?.revisionHistoryLimit;
    if (typeof limit !== 'number' || limit < 1 || limit > MOST)
      report(`revisionHistoryLimit is ${limit ?? 'missing'}: 1 to ${MOST}`);
  },
);
