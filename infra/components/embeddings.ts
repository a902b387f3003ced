import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { tagOf } from '../lib/images.ts';
import { labels, selector } from '../lib/labels.ts';
import { PORTS, UIDS } from '../lib/names.ts';
import { podSpec } from '../lib/pod.ts';
import { http, liveness, readiness, startup, tcp } from '../lib/probes.ts';
import { scaled } from '../lib/resources.ts';
import { rollout } from '../lib/rollout.ts';
import { spread } from '../lib/spread.ts';
import { Account } from './account.ts';
import { budget } from './budget.ts';
import type { Priorities } from './priorities.ts';

/** Fetching a model over a slow line takes this long at most. */
const START_SECONDS = 900;

export interface EmbeddingsArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
}

/** The embeddings server in the cluster. */
export class Embeddings extends pulumi.ComponentResource {
  constructor(name: string, args: EmbeddingsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Embeddings', name, {}, opts);
    const { settings, namespace } = args;
    const { embeddings, images, cluster } = settings;
    const metadata = {
      name,
      namespace,
      labels: labels(name, cluster.namespace, tagOf(images.embeddings)),
    };
    const account = new Account(name, { metadata }, { parent: this });
    new k8s.core.v1.Service(
      name,
      {
        metadata: { ...metadata, annotations: { 'pulumi.com/skipAwait': 'true' } },
        spec: {
          selector: selector('embeddings'),
          ports: [{ name: 'http', port: PORTS.embeddings, targetPort: 'http' }],
        },
      },
      { parent: this },
    );
    new k8s.apps.v1.Deployment(
      name,
      {
        metadata,
        spec: {
          replicas: embeddings.replicas,
          ...rollout,
          selector: { matchLabels: selector('embeddings') },
          template: {
            metadata: { labels: metadata.labels },
            spec: podSpec({
              uid: UIDS.embeddings,
              serviceAccount: account.name,
              priorityClass: args.priorities.of('embeddings'),
              container: {
                name,
                image: images.embeddings,
                env: [
                  { name: 'MODEL_ID', value: embeddings.model },
                  { name: 'PORT', value: String(PORTS.embeddings) },
                  { name: 'HUGGINGFACE_HUB_CACHE', value: '/data' },
                ],
                ports: [{ name: 'http', containerPort: PORTS.embeddings }],
                resources: scaled(embeddings.resources, cluster.scale),
                startupProbe: startup(http('/health', 'http'), START_SECONDS),
                readinessProbe: readiness(http('/health', 'http')),
                // A server that works off a long queue answers late, and must not be started again for it.
                livenessProbe: liveness(tcp('http')),
              },
              mounts: [],
              volumes: [],
              scratch: { '/tmp': '256Mi', '/data': '4Gi' },
              graceSeconds: 15,
              extra: spread('embeddings'),
            }),
          },
        },
      },
      { parent: this },
    );
    if (embeddings.replicas > 1) budget(this, 'embeddings', metadata);
    this.registerOutputs({});
  }
}
