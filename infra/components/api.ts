import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { labels, selector } from '../lib/labels.ts';
import { PORTS, UIDS } from '../lib/names.ts';
import { podSpec } from '../lib/pod.ts';
import { http, liveness, readiness, startup } from '../lib/probes.ts';
import { scaled } from '../lib/resources.ts';
import { rollout } from '../lib/rollout.ts';
import type { ServiceFiles } from '../lib/service-files.ts';
import { spread } from '../lib/spread.ts';
import { Account } from './account.ts';
import { Availability } from './availability.ts';
import type { Priorities } from './priorities.ts';

const START_SECONDS = 120;
/** Kept for letting connections go before draining, and between its end and SIGKILL. */
const GRACE_RESERVE = 5;

export interface ApiArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
  image: pulumi.Input<string>;
  files: ServiceFiles;
  /** What has to be there before the first pod starts. */
  after: pulumi.Resource;
}

/** The service: Deployment `mcp-api`, its Service, and what keeps it available. */
export class Api extends pulumi.ComponentResource {
  constructor(name: string, args: ApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Api', name, {}, opts);
    const { settings, namespace, image, files, after } = args;
    const { api, cluster } = settings;
    const metadata = { name, namespace, labels: labels(name, cluster.namespace, api.image.tag) };
    const account = new Account(name, { metadata }, { parent: this });
    this.services(metadata);
    const deployment = new k8s.apps.v1.Deployment(
      name,
      {
        metadata,
        spec: {
          // The autoscaler owns the number where there is one.
          replicas: api.hpa.enabled ? undefined : api.replicas,
          ...rollout,
          selector: { matchLabels: selector('mcp-api') },
          template: {
            metadata: { labels: metadata.labels, annotations: { 'mcp-system/checksum': files.checksum } },
            spec: podSpec({
              uid: UIDS.api,
              serviceAccount: account.name,
              priorityClass: args.priorities.of('mcp-api'),
              container: {
                name,
                image,
                env: files.env,
                ports: [
                  { name: 'http', containerPort: PORTS.http },
                  { name: 'ws', containerPort: PORTS.ws },
                  { name: 'metrics', containerPort: PORTS.metrics },
                ],
                resources: scaled(api.resources, cluster.scale),
                startupProbe: startup(http('/live', 'http'), START_SECONDS),
                readinessProbe: { ...readiness(http('/ready', 'http')), periodSeconds: 2 },
                livenessProbe: liveness(http('/live', 'http')),
                ...(api.shutdown.preStopSeconds > 0
                  ? { lifecycle: { preStop: { sleep: { seconds: api.shutdown.preStopSeconds } } } }
                  : {}),
              },
              mounts: files.mounts,
              volumes: files.volumes,
              scratch: { '/tmp': '128Mi' },
              graceSeconds: api.shutdown.preStopSeconds + api.shutdown.drainSeconds + GRACE_RESERVE,
              extra: spread('mcp-api'),
            }),
          },
        },
      },
      // Only the pods wait: the Service may be there before them.
      { parent: this, dependsOn: [after] },
    );
    new Availability(name, { settings, metadata }, { parent: this, dependsOn: [deployment] });
    this.registerOutputs({});
  }

  private services(metadata: {
    name: string;
    namespace: pulumi.Input<string>;
    labels: Record<string, string>;
  }) {
    const port = (name: keyof typeof PORTS) => ({ name, port: PORTS[name], targetPort: name });
    new k8s.core.v1.Service(
      metadata.name,
      {
        metadata: { ...metadata, annotations: { 'pulumi.com/skipAwait': 'true' } },
        spec: { selector: selector('mcp-api'), ports: [port('http'), port('ws'), port('metrics')] },
      },
      { parent: this },
    );
    new k8s.core.v1.Service(
      `${metadata.name}-pods`,
      {
        metadata: {
          ...metadata,
          name: `${metadata.name}-pods`,
          annotations: { 'pulumi.com/skipAwait': 'true' },
        },
        spec: {
          clusterIP: 'None',
          // Metrics of a pod that is not ready are the ones somebody will want to see.
          publishNotReadyAddresses: true,
          selector: selector('mcp-api'),
          ports: [port('metrics')],
        },
      },
      { parent: this },
    );
  }
}
