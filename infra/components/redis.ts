import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { checksum } from '../lib/checksum.ts';
import { redisRules } from '../lib/credentials/redis-acl.ts';
import { PORTS, UIDS } from '../lib/names.ts';
import { exec, liveness, readiness, startup, tcp } from '../lib/probes.ts';
import { REDIS_TLS, redisConfig } from '../lib/store-config.ts';
import type { Certificate } from './certificates.ts';
import { configMap } from './config-map.ts';
import { certificateMounts, certificateVolumes, withCertificate } from './mounted-certificate.ts';
import type { Priorities } from './priorities.ts';
import { Store } from './store.ts';

/** Replaying a long append-only file takes time. */
const START_SECONDS = 300;
/** Asks as the user who may do nothing else; a server that is still loading does not answer PONG. */
const ping = (flags: string) =>
  `redis-cli ${flags}--user probe --pass probe --no-auth-warning ping | grep -qx PONG`;
const ENCRYPTED = `--tls --cacert ${REDIS_TLS}/tls.crt `;

export interface RedisArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  priorities: Priorities;
  /** `state` forgets nothing, `cache` keeps nothing. */
  instance: 'state' | 'cache';
  /** Secret with `users.acl`. */
  secret: pulumi.Input<string>;
  /** Given where it takes encrypted connections only. */
  certificate?: Certificate;
}

/** One Redis in the cluster. */
export class Redis extends pulumi.ComponentResource {
  constructor(name: string, args: RedisArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Redis', name, {}, opts);
    const { settings, namespace, priorities, instance, secret, certificate } = args;
    const durable = instance === 'state';
    const config = redisConfig(settings.redis[instance].maxMemory, durable, certificate !== undefined);
    const files = configMap(this, `mcp-${name}`, settings, namespace, { 'redis.conf': config });
    new Store(
      name,
      {
        component: `redis-${instance}`,
        settings,
        namespace,
        priorities,
        image: 'redis',
        uid: UIDS.redis,
        resources: settings.redis[instance].resources,
        container: {
          args: ['redis-server', '/etc/redis/conf/redis.conf'],
          startupProbe: startup(tcp('redis'), START_SECONDS),
          readinessProbe: readiness(exec('sh', '-c', ping(certificate ? ENCRYPTED : ''))),
          livenessProbe: liveness(tcp('redis')),
        },
        ports: { redis: PORTS.redis },
        mounts: [
          { name: 'config', mountPath: '/etc/redis/conf', readOnly: true },
          { name: 'acl', mountPath: '/etc/redis/acl', readOnly: true },
          ...certificateMounts(REDIS_TLS, certificate),
        ],
        volumes: [
          { name: 'config', configMap: { name: files } },
          { name: 'acl', secret: { secretName: secret, defaultMode: 0o440 } },
          ...certificateVolumes(certificate),
        ],
        scratch: durable ? { '/tmp': '16Mi' } : { '/tmp': '16Mi', '/data': '16Mi' },
        graceSeconds: 30,
        data: durable ? { path: '/data', size: settings.redis.state.volume.size } : undefined,
        // Passwords change while it runs, rules only when it starts.
        checksum: withCertificate(checksum(config, redisRules()), certificate),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
