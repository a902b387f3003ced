import { type Rules, when } from './rule.ts';

export const replicaRules = {
  'replicas-ordered': ({ api: { hpa } }) =>
    when(
      hpa.enabled && hpa.minReplicas > hpa.maxReplicas,
      'api.hpa.minReplicas',
      `at most api.hpa.maxReplicas (${hpa.maxReplicas})`,
    ),

  'hpa-metric-unused': ({ api: { hpa } }) =>
    when(
      !hpa.enabled && hpa.customMetric !== undefined,
      'api.hpa.customMetric',
      'left out while api.hpa.enabled is false',
    ),

  'replicas-redundant': ({ api: { hpa, replicas }, environment }) =>
    environment === 'production'
      ? when(
          (hpa.enabled ? hpa.minReplicas : replicas) < 2,
          hpa.enabled ? 'api.hpa.minReplicas' : 'api.replicas',
          'at least 2 in production',
        )
      : [],
} satisfies Rules;
