import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { tagOf } from '../lib/images.ts';
import { labels, selector } from '../lib/labels.ts';
import { MILVUS_CLUSTER, milvusClusterSpec } from '../lib/milvus-cluster.ts';
import { PORTS } from '../lib/names.ts';
import { Account } from './account.ts';
import type { Priorities } from './priorities.ts';

export interface MilvusClusterArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
  /** Secret with `accesskey` and `secretkey` of the storage. */
  storageSecret: pulumi.Input<string>;
}

/** Milvus as a cluster, run by its operator, authentication on; the migration Job replaces its first password. */
export class MilvusCluster extends pulumi.ComponentResource {
  constructor(name: string, args: MilvusClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:MilvusCluster', name, {}, opts);
    const { settings, namespace, priorities, storageSecret } = args;
    const { cluster } = settings.milvus;
    if (!cluster) throw new Error('milvus.mode is cluster, but milvus.cluster is missing');
    const metadata = {
      name: MILVUS_CLUSTER,
      namespace,
      labels: labels('milvus', settings.cluster.namespace, tagOf(settings.images.milvus)),
    };
    const account = new Account(name, { metadata }, { parent: this });
    const spec = pulumi
      .all([storageSecret, account.name, priorities.of('milvus')])
      .apply(([secret, serviceAccount, priorityClass]) =>
        milvusClusterSpec({ settings, cluster, storageSecret: secret, serviceAccount, priorityClass }),
      );
    new k8s.apiextensions.CustomResource(
      name,
      { apiVersion: 'milvus.io/v1beta1', kind: 'Milvus', metadata, spec },
      { parent: this, protect: settings.protection.stores },
    );
    this.metrics(metadata);
    this.registerOutputs({});
  }

  /** The operator's own Service leads to one of the proxies; this one names every pod. */
  private metrics(metadata: {
    name: string;
    namespace: pulumi.Input<string>;
    labels: Record<string, string>;
  }) {
    const own = `${metadata.name}-pods`;
    new k8s.core.v1.Service(
      own,
      {
        metadata: { ...metadata, name: own, annotations: { 'pulumi.com/skipAwait': 'true' } },
        spec: {
          clusterIP: 'None',
          publishNotReadyAddresses: true,
          selector: selector('milvus'),
          ports: [{ name: 'metrics', port: PORTS.milvusMetrics, targetPort: 'metrics' }],
        },
      },
      { parent: this },
    );
  }
}
