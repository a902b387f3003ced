import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { DASHBOARDS, dashboardJson } from '../lib/dashboards/dashboard.ts';
import { labels } from '../lib/labels.ts';

/** What Grafana's sidecar looks for. */
const MARK = { grafana_dashboard: '1' };

export interface DashboardsArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
}

/** The Grafana dashboards, each in a ConfigMap that Grafana's sidecar picks up. */
export class Dashboards extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Dashboards', name, {}, opts);
    const { settings, namespace } = args;
    for (const dashboard of DASHBOARDS) {
      const own = `${dashboard.uid}-dashboard`;
      new k8s.core.v1.ConfigMap(
        own,
        {
          metadata: {
            name: own,
            namespace,
            labels: { ...labels(own, settings.cluster.namespace), ...MARK },
          },
          data: { [`${dashboard.uid}.json`]: dashboardJson(dashboard) },
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
