import { bytes } from '../../../stacks/quantities.ts';
import type { Settings } from '../../../stacks/settings.ts';
import { exported } from '../exporters.ts';
import { type Alert, type AlertGroup, type Recording, type Scope, selectIn } from './alert.ts';
import { apiErrors } from './api-errors.ts';
import { apiLatency } from './api-latency.ts';
import { apiProcesses } from './api-processes.ts';
import { apiStores } from './api-stores.ts';
import { errorBudget } from './error-budget.ts';
import { jobs } from './jobs.ts';
import { kubernetes } from './kubernetes.ts';
import { milvus } from './milvus.ts';
import { monitoring } from './monitoring.ts';
import { mysql } from './mysql.ts';
import { redis } from './redis.ts';
import { upkeep } from './upkeep.ts';
import { vectors } from './vectors.ts';

/** Where the runbook pages are in the repository. */
const RUNBOOKS = 'docs/runbooks/';

const SERVICE = [apiErrors, errorBudget, apiLatency, apiProcesses, apiStores, vectors, jobs];

/** Every group there is, whatever the stack. */
export const ALL_GROUPS = [...SERVICE, milvus, mysql, redis, kubernetes, upkeep, monitoring];

/** The groups whose metrics the stack's Prometheus has. */
export const groupsOf = (settings: Settings): AlertGroup[] => [
  ...SERVICE,
  ...(settings.milvus.mode !== 'external' ? [milvus] : []),
  ...(exported(settings).mysql ? [mysql] : []),
  ...(exported(settings).redis ? [redis] : []),
  // What the cluster knows comes from exporters that belong to the operator's Prometheus.
  ...(settings.monitoring.mode === 'operator' ? [kubernetes, upkeep] : [monitoring]),
];

function rule(definition: Alert | Recording, namespace: string, runbookUrl: string) {
  if ('record' in definition) return definition;
  const { alert, expr, for: duration, severity, summary, description } = definition;
  return {
    alert,
    expr,
    for: duration,
    // Many expressions sum up the namespace; receivers are chosen by it.
    labels: { severity, namespace },
    annotations: { summary, description, runbook_url: `${runbookUrl || RUNBOOKS}${alert}.md` },
  };
}

/** The rule groups, in the shape of a Prometheus rule file. */
export function ruleGroups(settings: Settings, groups = groupsOf(settings)) {
  const { namespace } = settings.cluster;
  const scope: Scope = {
    namespace,
    select: selectIn(namespace),
    milvusMemory: bytes(settings.milvus.resources.limits.memory),
  };
  return {
    groups: groups.map(({ name, rules }) => ({
      name,
      rules: rules(scope).map((definition) => rule(definition, namespace, settings.monitoring.runbookUrl)),
    })),
  };
}
