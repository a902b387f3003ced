import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { ruleGroups } from '../lib/alerts.ts';
import { labels, selector } from '../lib/labels.ts';

const API_VERSION = 'monitoring.coreos.com/v1';

export interface OperatorMonitoringArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
}

/** Objects for a Prometheus operator that the cluster already has. */
export class OperatorMonitoring extends pulumi.ComponentResource {
  constructor(name: string, args: OperatorMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:OperatorMonitoring', name, {}, opts);
    const { settings, namespace } = args;
    const { monitoring, milvus, cluster } = settings;
    const metadata = (component: string) => ({
      name: component,
      namespace,
      labels: labels(component, cluster.namespace),
    });
    const targets = ['mcp-api', ...(milvus.mode === 'inCluster' ? ['milvus'] : [])] as (
      | 'mcp-api'
      | 'milvus'
    )[];
    for (const target of targets) {
      new k8s.apiextensions.CustomResource(
        `${target}-monitor`,
        {
          apiVersion: API_VERSION,
          kind: 'PodMonitor',
          metadata: metadata(target),
          spec: {
            // The alerts know the service by this job.
            jobLabel: 'app.kubernetes.io/name',
            selector: { matchLabels: selector(target) },
            podMetricsEndpoints: [{ port: 'metrics', interval: `${monitoring.scrapeSeconds}s` }],
          },
        },
        { parent: this },
      );
    }
    new k8s.apiextensions.CustomResource(
      'mcp-rules',
      {
        apiVersion: API_VERSION,
        kind: 'PrometheusRule',
        metadata: metadata('mcp-rules'),
        spec: ruleGroups(monitoring.runbookUrl),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
