import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { alertmanagerSpec } from '../lib/alertmanager/operator.ts';
import { ruleGroups } from '../lib/alerts/groups.ts';
import { labels } from '../lib/labels.ts';
import { podMonitorSpec, scrapedPods } from '../lib/pod-monitors.ts';
import { receiverSecrets } from './receiver-secrets.ts';

const GROUP = 'monitoring.coreos.com';

export interface OperatorMonitoringArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
}

/** Objects for a Prometheus operator that the cluster already has. */
export class OperatorMonitoring extends pulumi.ComponentResource {
  constructor(name: string, args: OperatorMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:OperatorMonitoring', name, {}, opts);
    const { settings, namespace } = args;
    const { email, slack } = settings.monitoring;
    const object = (version: string, kind: string, own: string, resource: string, spec: object) =>
      new k8s.apiextensions.CustomResource(
        resource,
        {
          apiVersion: `${GROUP}/${version}`,
          kind,
          metadata: { name: own, namespace, labels: labels(own, settings.cluster.namespace) },
          spec,
        },
        { parent: this },
      );
    for (const component of scrapedPods(settings))
      object('v1', 'PodMonitor', component, `${component}-monitor`, podMonitorSpec(component, settings));
    object('v1', 'PrometheusRule', 'mcp-rules', 'mcp-rules', ruleGroups(settings));
    if (email || slack) {
      const spec = alertmanagerSpec(settings, receiverSecrets(this, settings, namespace));
      object('v1alpha1', 'AlertmanagerConfig', 'mcp-receivers', 'mcp-alertmanager-config', spec);
    }
    this.registerOutputs({});
  }
}
