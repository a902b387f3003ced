import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { checksum } from '../lib/checksum.ts';
import { PORTS, UIDS } from '../lib/names.ts';
import { exec, liveness, readiness, startup, tcp } from '../lib/probes.ts';
import { MYSQL_TLS, mysqlConfig } from '../lib/store-config.ts';
import type { Certificate } from './certificates.ts';
import { configMap } from './config-map.ts';
import { certificateMounts, certificateVolumes, withCertificate } from './mounted-certificate.ts';
import type { Priorities } from './priorities.ts';
import { Store } from './store.ts';

const SECRETS = '/run/secrets/mysql';
/** A first start creates the data directory; recovery after a crash may take as long. */
const START_SECONDS = 600;

export interface MysqlArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
  /** Secret with `root-password` and `password`. */
  secret: pulumi.Input<string>;
  /** Given where it takes encrypted connections only. */
  certificate?: Certificate;
}

/** MySQL in the cluster. */
export class Mysql extends pulumi.ComponentResource {
  constructor(name: string, args: MysqlArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Mysql', name, {}, opts);
    const { settings, namespace, priorities, secret, certificate } = args;
    const config = mysqlConfig(settings.mysql);
    const files = configMap(this, 'mcp-mysql', settings, namespace, { 'mcp.cnf': config });
    new Store(
      name,
      {
        component: 'mysql',
        settings,
        namespace,
        priorities,
        image: 'mysql',
        uid: UIDS.mysql,
        resources: settings.mysql.resources,
        container: {
          env: [
            { name: 'MYSQL_DATABASE', value: settings.mysql.database },
            { name: 'MYSQL_USER', value: settings.mysql.username },
            { name: 'MYSQL_PASSWORD_FILE', value: `${SECRETS}/password` },
            { name: 'MYSQL_ROOT_PASSWORD_FILE', value: `${SECRETS}/root-password` },
          ],
          startupProbe: startup(tcp('mysql'), START_SECONDS),
          // It answers success to anybody as long as the server speaks the protocol.
          readinessProbe: readiness(exec('mysqladmin', 'ping', '--host=127.0.0.1', '--silent')),
          livenessProbe: liveness(tcp('mysql')),
        },
        ports: { mysql: PORTS.mysql },
        mounts: [
          { name: 'config', mountPath: '/etc/mysql/conf.d', readOnly: true },
          { name: 'secrets', mountPath: SECRETS, readOnly: true },
          ...certificateMounts(MYSQL_TLS, certificate),
        ],
        volumes: [
          { name: 'config', configMap: { name: files } },
          { name: 'secrets', secret: { secretName: secret, defaultMode: 0o440 } },
          ...certificateVolumes(certificate),
        ],
        scratch: { '/tmp': '1Gi', '/var/run/mysqld': '16Mi' },
        graceSeconds: 60,
        data: { path: '/var/lib/mysql', size: settings.mysql.volume.size },
        checksum: withCertificate(checksum(config), certificate),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
