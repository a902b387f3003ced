import { type Change, reference } from './plan.ts';

/** What a run would mean for whoever uses the stack meanwhile. */
export interface Disruption {
  workload: string;
  happens: 'rolls' | 'restarts' | 'is made anew' | 'stops';
  /** What clients notice, and about how long. */
  effect: string;
}

/** What is felt while the one pod of a store restarts. Times are the usual ones from the old pod's end to readiness. */
const WITHOUT: Record<string, string> = {
  mysql: 'about 10 to 60 s without reads and writes of mid and long memories',
  'redis-state': 'about 5 to 20 s without the short tier; rate limits are counted in each pod meanwhile',
  'redis-cache': 'none: answers come from the stores meanwhile',
  milvus: 'about 15 to 90 s in which searches go by words only and say degraded',
  embeddings: 'searches go by words only while no pod is ready',
  prometheus: 'a gap in the metrics; alerts are not evaluated meanwhile',
  alertmanager: 'alerts are sent later',
};

const NONE = 'none: new pods are ready before old ones go';

/** Workloads whose running pods a run replaces or ends. */
export function disruptions(changes: Change[]): Disruption[] {
  return changes.flatMap((change) => {
    if (!/^kubernetes:apps\/v1:(Deployment|StatefulSet|DaemonSet)$/.test(change.type)) return [];
    const found = disruptionOf(change);
    return found ? [{ workload: reference(change), ...found }] : [];
  });
}

function disruptionOf({
  operation,
  name,
  paths,
  ...change
}: Change): Omit<Disruption, 'workload'> | undefined {
  const without = WITHOUT[name] ?? 'requests to it fail until a pod is ready';
  if (operation === 'create') return undefined;
  if (operation === 'delete') return { happens: 'stops', effect: 'for good' };
  if (operation === 'replace') return { happens: 'is made anew', effect: `at least ${without}` };
  if (!paths.some((path) => path === 'spec' || path.startsWith('spec.template'))) return undefined;
  return change.new?.inputs?.spec?.strategy?.rollingUpdate?.maxUnavailable === 0
    ? { happens: 'rolls', effect: NONE }
    : { happens: 'restarts', effect: without };
}

/** The longest interruption in a few words. */
export function expectedDowntime(found: Disruption[]): string {
  const felt = found.filter(({ effect }) => !effect.startsWith('none'));
  return felt.length === 0 ? 'none' : felt.map(({ workload }) => workload).join(', ');
}
