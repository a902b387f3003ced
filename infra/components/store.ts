import k8s, { type types } from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { imageReference, tagOf } from '../lib/images.ts';
import { type Component, labels, selector } from '../lib/labels.ts';
import { type PodArgs, podSpec } from '../lib/pod.ts';
import { type Resources, scaled } from '../lib/resources.ts';
import { REVISIONS } from '../lib/rollout.ts';
import { Account } from './account.ts';
import type { Priorities } from './priorities.ts';

type Container = types.input.core.v1.Container;

export interface StoreArgs {
  component: Component;
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
  image: Parameters<typeof imageReference>[1];
  uid: number;
  resources: Resources;
  container: Pick<
    Container,
    'command' | 'args' | 'env' | 'startupProbe' | 'readinessProbe' | 'livenessProbe'
  >;
  /** Ports by name. */
  ports: Record<string, number>;
  mounts: PodArgs['mounts'];
  volumes: PodArgs['volumes'];
  scratch?: PodArgs['scratch'];
  graceSeconds: number;
  /** Where the volume is mounted and how big it is; left out = nothing is kept. */
  data?: { path: string; size: string };
  /** Restarts the pod when it changes. */
  checksum: pulumi.Input<string>;
}

/** A store of one pod: StatefulSet, Service and, where it keeps anything, a volume of its own. */
export class Store extends pulumi.ComponentResource {
  constructor(name: string, args: StoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Store', name, {}, opts);
    const { component, settings, namespace, data } = args;
    const image = imageReference(settings.images, args.image);
    const metadata = {
      name: component,
      namespace,
      labels: labels(component, settings.cluster.namespace, tagOf(image)),
    };
    const account = new Account(component, { metadata }, { parent: this });

    // A claim of its own, not a template: templates are immutable, so that growing one replaces the store.
    const claim = data && this.claim(metadata, args);

    new k8s.core.v1.Service(
      component,
      {
        metadata: { ...metadata, annotations: { 'pulumi.com/skipAwait': 'true' } },
        spec: {
          selector: selector(component),
          // With a single pod, waiting for its readiness probe only delays clients that retry anyway.
          publishNotReadyAddresses: true,
          ports: Object.entries(args.ports).map(([port, number]) => ({
            name: port,
            port: number,
            targetPort: port,
          })),
        },
      },
      { parent: this },
    );

    new k8s.apps.v1.StatefulSet(
      component,
      {
        metadata,
        spec: {
          serviceName: component,
          replicas: 1,
          revisionHistoryLimit: REVISIONS,
          selector: { matchLabels: selector(component) },
          template: {
            metadata: { labels: metadata.labels, annotations: { 'mcp-system/checksum': args.checksum } },
            spec: podSpec({
              ...args,
              serviceAccount: account.name,
              priorityClass: args.priorities.of(component),
              container: {
                ...args.container,
                name: component,
                image,
                resources: scaled(args.resources, settings.cluster.scale),
                ports: Object.entries(args.ports).map(([port, number]) => ({
                  name: port,
                  containerPort: number,
                })),
              },
              mounts: [...args.mounts, ...(data ? [{ name: 'data', mountPath: data.path }] : [])],
              volumes: [
                ...args.volumes,
                ...(claim ? [{ name: 'data', persistentVolumeClaim: { claimName: claim } }] : []),
              ],
            }),
          },
        },
      },
      { parent: this, protect: Boolean(data) && settings.protection.stores },
    );
    this.registerOutputs({});
  }

  private claim(metadata: types.input.meta.v1.ObjectMeta, args: StoreArgs): pulumi.Output<string> {
    const { settings, component, data } = args;
    const keep = settings.protection.stores;
    return new k8s.core.v1.PersistentVolumeClaim(
      `${component}-data`,
      {
        // Classes that bind on first use bind only once the pod exists, and the pod waits for this claim.
        metadata: { ...metadata, name: `${component}-data`, annotations: { 'pulumi.com/skipAwait': 'true' } },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: settings.cluster.storageClass || undefined,
          resources: { requests: { storage: data?.size as string } },
        },
      },
      { parent: this, protect: keep, retainOnDelete: keep },
    ).metadata.name;
  }
}
