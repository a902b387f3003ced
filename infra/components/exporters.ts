import { basename, dirname } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { CERTIFICATE_KEY } from '../lib/authorities.ts';
import { AUTHORITY_FILE, CLIENT_FILE, PASSWORDS_FILE, REDIS_USER } from '../lib/exporters.ts';
import { PORTS, UIDS } from '../lib/names.ts';
import { http, liveness, readiness, startup, tcp } from '../lib/probes.ts';
import type { Certificate, Certificates } from './certificates.ts';
import type { Priorities } from './priorities.ts';
import type { StackSecret } from './secret-source.ts';
import { Store, type StoreArgs } from './store.ts';

const START_SECONDS = 60;
const FOLDER = '/etc/exporter';
const RESOURCES = { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '96Mi' } };

/** Off: what needs rights that the service's user has not, and what a single server cannot tell. */
const MYSQL_COLLECTORS = [
  '--no-collect.slave_status',
  '--no-collect.info_schema.innodb_cmp',
  '--no-collect.info_schema.innodb_cmpmem',
  '--no-collect.info_schema.query_response_time',
];

/** The certificate of the store, without its key. */
const authority = ({ secret }: Certificate) => ({
  secretName: secret,
  items: [{ key: CERTIFICATE_KEY, path: basename(AUTHORITY_FILE) }],
});

export interface ExportersArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
  /** Secrets with the credentials; there is one exporter for each. */
  secrets: { mysql?: StackSecret; redis?: StackSecret };
  certificates: Certificates;
}

/** Programs that ask a store for its figures and tell them to Prometheus. */
export class Exporters extends pulumi.ComponentResource {
  constructor(name: string, args: ExportersArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Exporters', name, {}, opts);
    const { mysql, redis } = args.secrets;
    const { mysql: mysqlTls, redis: redisTls } = args.certificates.of;
    if (mysql) {
      this.exporter('mysql-exporter', 'mysqlExporter', PORTS.mysqlExporter, mysql, mysqlTls, args, {
        args: [
          `--config.my-cnf=${FOLDER}/${CLIENT_FILE}`,
          `--web.listen-address=:${PORTS.mysqlExporter}`,
          ...MYSQL_COLLECTORS,
        ],
      });
    }
    if (redis) {
      this.exporter('redis-exporter', 'redisExporter', PORTS.redisExporter, redis, redisTls, args, {
        env: [
          // Prometheus names the instance with each scrape.
          { name: 'REDIS_ADDR', value: '' },
          { name: 'REDIS_USER', value: REDIS_USER },
          { name: 'REDIS_PASSWORD_FILE', value: `${FOLDER}/${PASSWORDS_FILE}` },
          { name: 'REDIS_EXPORTER_WEB_LISTEN_ADDRESS', value: `:${PORTS.redisExporter}` },
          // The user may not read the server's configuration.
          { name: 'REDIS_EXPORTER_CONFIG_COMMAND', value: '-' },
          { name: 'REDIS_EXPORTER_EXCLUDE_LATENCY_HISTOGRAM_METRICS', value: 'true' },
          ...(redisTls ? [{ name: 'REDIS_EXPORTER_TLS_CA_CERT_FILE', value: AUTHORITY_FILE }] : []),
        ],
      });
    }
    this.registerOutputs({});
  }

  private exporter(
    component: 'mysql-exporter' | 'redis-exporter',
    image: StoreArgs['image'],
    port: number,
    secret: StackSecret,
    certificate: Certificate | undefined,
    { settings, namespace, priorities }: ExportersArgs,
    container: Pick<StoreArgs['container'], 'args' | 'env'>,
  ) {
    new Store(
      component,
      {
        component,
        settings,
        namespace,
        priorities,
        image,
        uid: UIDS.monitoring,
        resources: RESOURCES,
        container: {
          ...container,
          startupProbe: startup(tcp('metrics'), START_SECONDS),
          readinessProbe: readiness(http('/', 'metrics')),
          livenessProbe: liveness(tcp('metrics')),
        },
        ports: { metrics: port },
        mounts: [
          { name: 'credentials', mountPath: FOLDER, readOnly: true },
          ...(certificate ? [{ name: 'authority', mountPath: dirname(AUTHORITY_FILE), readOnly: true }] : []),
        ],
        volumes: [
          { name: 'credentials', secret: { secretName: secret.name, defaultMode: 0o440 } },
          ...(certificate ? [{ name: 'authority', secret: authority(certificate) }] : []),
        ],
        graceSeconds: 10,
        // They read their passwords once, when they start.
        checksum: pulumi.interpolate`${secret.checksum}${certificate?.checksum ?? ''}`,
      },
      { parent: this },
    );
  }
}
