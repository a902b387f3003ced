import type { Settings } from '../settings.ts';
import { type Rules, when } from './rule.ts';

/** Connections that migrations, backups and people need besides the service. */
const RESERVED_CONNECTIONS = 10;

/** Pods at most, counting the one a rolling update adds. */
const mostPods = ({ api }: Settings): number => (api.hpa.enabled ? api.hpa.maxReplicas : api.replicas) + 1;

export const poolRules = {
  'pools-fit': (settings) => {
    const { mysql } = settings;
    const wanted = mostPods(settings) * (mysql.poolSize + mysql.maxOverflow) + RESERVED_CONNECTIONS;
    return when(
      mysql.mode === 'inCluster' && wanted > mysql.maxConnections,
      'mysql.maxConnections',
      `at least ${wanted}: ${mostPods(settings)} pods × (poolSize + maxOverflow) + ${RESERVED_CONNECTIONS}`,
    );
  },
} satisfies Rules;
