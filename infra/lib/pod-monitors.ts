import type { Settings } from '../../stacks/settings.ts';
import { exported, REDIS_INSTANCES, redisTarget } from './exporters.ts';
import { type Component, selector } from './labels.ts';

/** The components whose pods give metrics. */
export function scrapedPods(settings: Settings): Component[] {
  const exporters = exported(settings);
  return [
    'mcp-api',
    ...(settings.milvus.mode !== 'external' ? (['milvus'] as const) : []),
    ...(exporters.mysql ? (['mysql-exporter'] as const) : []),
    ...(exporters.redis ? (['redis-exporter'] as const) : []),
  ];
}

/** The spec of a PodMonitor. */
export function podMonitorSpec(component: Component, { monitoring, redis }: Settings) {
  const endpoint = { port: 'metrics', interval: `${monitoring.scrapeSeconds}s` };
  const instances = REDIS_INSTANCES.map((instance) => ({
    ...endpoint,
    path: '/scrape',
    params: { target: [redisTarget(instance, redis.tls)] },
    relabelings: [{ targetLabel: 'instance', replacement: `redis-${instance}` }],
  }));
  return {
    // Rules and dashboards know a component by this job.
    jobLabel: 'app.kubernetes.io/name',
    selector: { matchLabels: selector(component) },
    podMetricsEndpoints: component === 'redis-exporter' ? instances : [endpoint],
  };
}
