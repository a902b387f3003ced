import * as pulumi from '@pulumi/pulumi';
import { dump } from 'js-yaml';
import type { Settings } from '../../stacks/settings.ts';
import { alertmanagerConfig, CREDENTIALS } from '../lib/alertmanager/config.ts';
import { ruleGroups } from '../lib/alerts/groups.ts';
import { checksum } from '../lib/checksum.ts';
import { PORTS, UIDS } from '../lib/names.ts';
import { http, liveness, readiness, startup } from '../lib/probes.ts';
import { prometheusConfig } from '../lib/prometheus-config.ts';
import { configMap } from './config-map.ts';
import type { Priorities } from './priorities.ts';
import { receiverSecrets } from './receiver-secrets.ts';
import { Store, type StoreArgs } from './store.ts';

/** Replaying the write-ahead log takes time. */
const START_SECONDS = 300;
const ALERTMANAGER = { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '128Mi' } };

export interface MonitoringArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
}

const probes = {
  startupProbe: startup(http('/-/ready', 'http'), START_SECONDS),
  readinessProbe: readiness(http('/-/ready', 'http')),
  livenessProbe: liveness(http('/-/healthy', 'http')),
};

/** The stack's own Prometheus and Alertmanager. */
export class Monitoring extends pulumi.ComponentResource {
  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Monitoring', name, {}, opts);
    this.prometheus(args);
    this.alertmanager(args);
    this.registerOutputs({});
  }

  private prometheus(args: MonitoringArgs) {
    const { settings } = args;
    const { monitoring } = settings;
    const files = {
      'prometheus.yml': prometheusConfig(settings),
      'rules.yml': dump(ruleGroups(settings), { noRefs: true }),
    };
    this.store('prometheus', args, files, {
      resources: monitoring.resources,
      container: {
        args: [
          '--config.file=/etc/prometheus/prometheus.yml',
          '--storage.tsdb.path=/prometheus',
          `--storage.tsdb.retention.time=${monitoring.retentionDays}d`,
        ],
        ...probes,
      },
      ports: { http: PORTS.prometheus },
      data: { path: '/prometheus', size: monitoring.volume.size },
    });
  }

  private alertmanager(args: MonitoringArgs) {
    const { settings, namespace } = args;
    const files = { 'alertmanager.yml': alertmanagerConfig(settings) };
    const credentials = Object.entries(receiverSecrets(this, settings, namespace));
    this.store('alertmanager', args, files, {
      resources: ALERTMANAGER,
      container: {
        args: [
          '--config.file=/etc/alertmanager/alertmanager.yml',
          '--storage.path=/alertmanager',
          // A single one has no peers to talk to.
          '--cluster.listen-address=',
        ],
        ...probes,
      },
      ports: { http: PORTS.alertmanager },
      scratch: { '/alertmanager': '64Mi' },
      ...(credentials.length > 0
        ? {
            mounts: [{ name: 'credentials', mountPath: CREDENTIALS, readOnly: true }],
            volumes: [
              {
                name: 'credentials',
                projected: {
                  defaultMode: 0o440,
                  sources: credentials.map(([path, { name, key }]) => ({
                    secret: { name, items: [{ key, path }] },
                  })),
                },
              },
            ],
          }
        : {}),
    });
  }

  private store(
    component: 'prometheus' | 'alertmanager',
    { settings, namespace, priorities }: MonitoringArgs,
    files: Record<string, string>,
    {
      mounts = [],
      volumes = [],
      ...rest
    }: Pick<StoreArgs, 'resources' | 'container' | 'ports' | 'data' | 'scratch'> &
      Partial<Pick<StoreArgs, 'mounts' | 'volumes'>>,
  ) {
    const config = configMap(this, `mcp-${component}`, settings, namespace, files);
    new Store(
      component,
      {
        component,
        settings,
        namespace,
        priorities,
        image: component,
        uid: UIDS.monitoring,
        mounts: [{ name: 'config', mountPath: `/etc/${component}`, readOnly: true }, ...mounts],
        volumes: [{ name: 'config', configMap: { name: config } }, ...volumes],
        graceSeconds: 30,
        checksum: checksum(...Object.values(files)),
        ...rest,
      },
      { parent: this },
    );
  }
}
