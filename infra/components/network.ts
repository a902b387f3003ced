import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { edges } from '../lib/edges.ts';
import { labels } from '../lib/labels.ts';
import { denyByDefault, policies, toSolvers } from '../lib/network-policies.ts';

export interface NetworkArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
}

/**
 * Network policies: nothing but DNS by default, then one policy per component with exactly its edges, and one for pods
 * of cert-manager where it makes the certificate.
 */
export class Network extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Network', name, {}, opts);
    const { settings, namespace } = args;
    const { cluster, ingress } = settings;
    const byCertManager = ingress.enabled && ingress.tls.mode === 'certManager';
    const specs = new Map([
      ['default-deny', denyByDefault(cluster.dnsNamespace)],
      ...(byCertManager ? [['acme-solver', toSolvers(cluster.ingressNamespace)] as const] : []),
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
