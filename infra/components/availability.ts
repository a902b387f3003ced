import k8s, { type types } from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { utilization } from '../lib/resources.ts';
import { budget } from './budget.ts';

/** Pods may leave again only after load has stayed low for this long. */
const SCALE_DOWN_SECONDS = 300;

export interface AvailabilityArgs {
  settings: Settings;
  /** Of the Deployment it belongs to. */
  metadata: types.input.meta.v1.ObjectMeta;
}

/** Autoscaler and disruption budget of the API, where the settings ask for more than one pod. */
export class Availability extends pulumi.ComponentResource {
  constructor(name: string, args: AvailabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Availability', name, {}, opts);
    const { metadata, settings } = args;
    const { cluster } = settings;
    const { hpa, replicas } = settings.api;
    if (hpa.enabled) {
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(
        name,
        {
          metadata,
          spec: {
            scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
            minReplicas: hpa.minReplicas,
            maxReplicas: hpa.maxReplicas,
            metrics: [
              {
                type: 'Resource',
                resource: {
                  name: 'cpu',
                  target: {
                    type: 'Utilization',
                    averageUtilization: utilization(hpa.cpuPercent, cluster.scale),
                  },
                },
              },
            ],
            behavior: { scaleDown: { stabilizationWindowSeconds: SCALE_DOWN_SECONDS } },
          },
        },
        { parent: this },
      );
    }
    if ((hpa.enabled ? hpa.minReplicas : replicas) > 1) {
      budget(this, 'mcp-api', metadata);
    }
    this.registerOutputs({});
  }
}
