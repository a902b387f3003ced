import { dump } from 'js-yaml';
import type { Settings } from '../../stacks/settings.ts';
import { exported, REDIS_INSTANCES, redisTarget } from './exporters.ts';
import { PORTS } from './names.ts';

/** Pods by DNS, so that no service account is needed. */
const pods = (job: string, service: string, port: number) => ({
  job_name: job,
  dns_sd_configs: [{ names: [service], type: 'A', port, refresh_interval: '10s' }],
});

const target = (job: string, address: string) => ({
  job_name: job,
  static_configs: [{ targets: [address] }],
});

/** Both instances through one exporter, each under its own name. */
const redis = (tls: boolean) => ({
  job_name: 'redis-exporter',
  metrics_path: '/scrape',
  static_configs: REDIS_INSTANCES.map((instance) => ({
    targets: [`redis-exporter:${PORTS.redisExporter}`],
    labels: { instance: `redis-${instance}`, __param_target: redisTarget(instance, tls) },
  })),
});

function milvus({ milvus: { mode } }: Settings) {
  if (mode === 'external') return [];
  return mode === 'cluster'
    ? [pods('milvus', 'milvus-pods', PORTS.milvusMetrics)]
    : [target('milvus', `milvus:${PORTS.milvusMetrics}`)];
}

function scrapeConfigs(settings: Settings) {
  const exporters = exported(settings);
  const configs = [
    pods('mcp-api', 'mcp-api-pods', PORTS.metrics),
    ...milvus(settings),
    ...(exporters.mysql ? [target('mysql-exporter', `mysql-exporter:${PORTS.mysqlExporter}`)] : []),
    ...(exporters.redis ? [redis(settings.redis.tls)] : []),
    target('alertmanager', `alertmanager:${PORTS.alertmanager}`),
    target('prometheus', `localhost:${PORTS.prometheus}`),
  ];
  // Rules and dashboards select by namespace, as they must where stacks share a Prometheus.
  const namespace = { target_label: 'namespace', replacement: settings.cluster.namespace };
  return configs.map((config) => ({ ...config, relabel_configs: [namespace] }));
}

/** prometheus.yml. */
export const prometheusConfig = (settings: Settings): string =>
  dump(
    {
      global: {
        scrape_interval: `${settings.monitoring.scrapeSeconds}s`,
        evaluation_interval: `${settings.monitoring.scrapeSeconds}s`,
      },
      rule_files: ['/etc/prometheus/rules.yml'],
      alerting: {
        alertmanagers: [{ static_configs: [{ targets: [`alertmanager:${PORTS.alertmanager}`] }] }],
      },
      scrape_configs: scrapeConfigs(settings),
    },
    { noRefs: true },
  );
