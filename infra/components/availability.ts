import k8s, { type types } from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { autoscalerSpec } from '../lib/autoscaler.ts';
import { budget } from './budget.ts';

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
    const { hpa, replicas } = settings.api;
    if (hpa.enabled) {
      const spec = autoscalerSpec(name, settings);
      new k8s.autoscaling.v2.HorizontalPodAutoscaler(name, { metadata, spec }, { parent: this });
    }
    if ((hpa.enabled ? hpa.minReplicas : replicas) > 1) {
      budget(this, 'mcp-api', metadata);
    }
    this.registerOutputs({});
  }
}
