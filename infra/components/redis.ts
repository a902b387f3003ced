import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { checksum } from '../lib/checksum.ts';
import { PORTS, UIDS } from '../lib/names.ts';
import { exec, liveness, readiness, startup, tcp } from '../lib/probes.ts';
import { redisConfig } from '../lib/store-config.ts';
import { configMap } from './config-map.ts';
import { Store } from './store.ts';

/** Replaying a long append-only file takes time. */
const START_SECONDS = 300;
/** Asks as the user who may do nothing else; a server that is still loading does not answer PONG. */
const PING = 'redis-cli --user probe --pass probe --no-auth-warning ping | grep -qx PONG';

export interface RedisArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  /** `state` forgets nothing, `cache` keeps nothing. */
  instance: 'state' | 'cache';
  /** Secret with `users.acl`. */
  secret: pulumi.Input<string>;
}

/** One Redis in the cluster. */
export class Redis extends pulumi.ComponentResource {
  constructor(name: string, args: RedisArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Redis', name, {}, opts);
    const { settings, namespace, instance, secret } = args;
    const durable = instance === 'state';
    const config = redisConfig(settings.redis[instance].maxMemory, durable);
    const files = configMap(this, `mcp-${name}`, settings, namespace, { 'redis.conf': config });
    new Store(
      name,
      {
        component: `redis-${instance}`,
        settings,
        namespace,
        image: 'redis',
        uid: UIDS.redis,
        resources: settings.redis[instance].resources,
        container: {
          args: ['redis-server', '/etc/redis/conf/redis.conf'],
          startupProbe: startup(tcp('redis'), START_SECONDS),
          readinessProbe: readiness(exec('sh', '-c', PING)),
          livenessProbe: liveness(tcp('redis')),
        },
        ports: { redis: PORTS.redis },
        mounts: [
          { name: 'config', mountPath: '/etc/redis/conf', readOnly: true },
          { name: 'acl', mountPath: '/etc/redis/acl', readOnly: true },
        ],
        volumes: [
          { name: 'config', configMap: { name: files } },
          { name: 'acl', secret: { secretName: secret, defaultMode: 0o440 } },
        ],
        scratch: durable ? { '/tmp': '16Mi' } : { '/tmp': '16Mi', '/data': '16Mi' },
        graceSeconds: 30,
        data: durable ? { path: '/data', size: settings.redis.state.volume.size } : undefined,
        checksum: checksum(config),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
