import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { edges } from '../lib/edges.ts';
import { labels } from '../lib/labels.ts';
import { denyByDefault, policies } from '../lib/network-policies.ts';

export interface NetworkArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
}

/** Network policies: nothing but DNS by default, then one policy per component with exactly its edges. */
export class Network extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Network', name, {}, opts);
    const { settings, namespace } = args;
    const { cluster } = settings;
    const specs = new Map([
      ['default-deny', denyByDefault(cluster.dnsNamespace)],
      ...policies(edges(settings)).entries(),
    ] as const);
    for (const [policy, spec] of specs) {
      new k8s.networking.v1.NetworkPolicy(
        policy,
        { metadata: { name: policy, namespace, labels: labels(policy, cluster.namespace) }, spec },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
