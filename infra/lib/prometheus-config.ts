import { dump } from 'js-yaml';
import type { Settings } from '../../stacks/settings.ts';
import { PORTS } from './names.ts';

const target = (job: string, address: string) => ({
  job_name: job,
  static_configs: [{ targets: [address] }],
});

/** prometheus.yml: every API pod by DNS, so that no service account is needed. */
export const prometheusConfig = ({ monitoring, milvus }: Settings): string =>
  dump({
    global: {
      scrape_interval: `${monitoring.scrapeSeconds}s`,
      evaluation_interval: `${monitoring.scrapeSeconds}s`,
    },
    rule_files: ['/etc/prometheus/rules.yml'],
    alerting: {
      alertmanagers: [{ static_configs: [{ targets: [`alertmanager:${PORTS.alertmanager}`] }] }],
    },
    scrape_configs: [
      {
        job_name: 'mcp-api',
        dns_sd_configs: [
          { names: ['mcp-api-pods'], type: 'A', port: PORTS.metrics, refresh_interval: '10s' },
        ],
      },
      ...(milvus.mode === 'inCluster' ? [target('milvus', `milvus:${PORTS.milvusMetrics}`)] : []),
      target('alertmanager', `alertmanager:${PORTS.alertmanager}`),
      target('prometheus', `localhost:${PORTS.prometheus}`),
    ],
  });

/** alertmanager.yml without receivers: alerts are shown, nobody is told. */
export const alertmanagerConfig = (): string =>
  dump({
    route: { receiver: 'none', group_by: ['alertname'] },
    receivers: [{ name: 'none' }],
  });
