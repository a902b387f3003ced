import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { checksum } from '../lib/checksum.ts';
import { PORTS, UIDS } from '../lib/names.ts';
import { http, liveness, readiness, startup } from '../lib/probes.ts';
import { MILVUS_TLS, milvusEtcdConfig } from '../lib/store-config.ts';
import type { Certificate } from './certificates.ts';
import { configMap } from './config-map.ts';
import { certificateMounts, certificateVolumes, withCertificate } from './mounted-certificate.ts';
import type { Priorities } from './priorities.ts';
import { Store } from './store.ts';

const CONFIGS = '/milvus/configs';
const DATA = '/var/lib/milvus';
/**
 * How long a server that was killed is believed to be there. The next one takes its place only then: with Milvus' own
 * 30 seconds it answers searches half a minute later.
 */
const SESSION_SECONDS = 10;
/** Loading many collections takes time. */
const START_SECONDS = 600;
/** It never ends by itself within minutes; every acknowledged write is in its log on the volume by then. */
const GRACE_SECONDS = 10;

const ENCRYPTED = [
  { name: 'COMMON_SECURITY_TLSMODE', value: '1' },
  { name: 'TLS_SERVERPEMPATH', value: `${MILVUS_TLS}/tls.crt` },
  { name: 'TLS_SERVERKEYPATH', value: `${MILVUS_TLS}/tls.key` },
  // It cannot share the encrypted port, and nobody asks it.
  { name: 'PROXY_HTTP_ENABLED', value: 'false' },
];

export interface MilvusArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
  /** Given where it takes encrypted connections only. */
  certificate?: Certificate;
}

/** Milvus standalone with its own etcd, authentication on; the migration Job replaces its first password. */
export class Milvus extends pulumi.ComponentResource {
  constructor(name: string, args: MilvusArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Milvus', name, {}, opts);
    const { settings, namespace, priorities, certificate } = args;
    const contents = { 'embedEtcd.yaml': milvusEtcdConfig() };
    const files = configMap(this, 'mcp-milvus', settings, namespace, contents);
    new Store(
      name,
      {
        component: 'milvus',
        settings,
        namespace,
        priorities,
        image: 'milvus',
        uid: UIDS.milvus,
        resources: settings.milvus.resources,
        container: {
          args: ['milvus', 'run', 'standalone'],
          env: [
            { name: 'ETCD_USE_EMBED', value: 'true' },
            { name: 'ETCD_DATA_DIR', value: `${DATA}/etcd` },
            { name: 'ETCD_CONFIG_PATH', value: `${CONFIGS}/embedEtcd.yaml` },
            { name: 'COMMON_STORAGETYPE', value: 'local' },
            { name: 'COMMON_SECURITY_AUTHORIZATIONENABLED', value: 'true' },
            { name: 'COMMON_SESSION_TTL', value: String(SESSION_SECONDS) },
            ...(certificate ? ENCRYPTED : []),
          ],
          startupProbe: startup(http('/healthz', 'metrics'), START_SECONDS),
          readinessProbe: readiness(http('/healthz', 'metrics')),
          livenessProbe: liveness(http('/healthz', 'metrics')),
        },
        ports: { milvus: PORTS.milvus, metrics: PORTS.milvusMetrics },
        // Single files: the directory also holds the image's own defaults.
        mounts: [
          ...Object.keys(contents).map((file) => ({
            name: 'config',
            mountPath: `${CONFIGS}/${file}`,
            subPath: file,
            readOnly: true,
          })),
          ...certificateMounts(MILVUS_TLS, certificate),
        ],
        volumes: [{ name: 'config', configMap: { name: files } }, ...certificateVolumes(certificate)],
        scratch: { '/tmp': '256Mi' },
        graceSeconds: GRACE_SECONDS,
        data: { path: DATA, size: settings.milvus.volume.size },
        checksum: withCertificate(checksum(...Object.values(contents)), certificate),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
