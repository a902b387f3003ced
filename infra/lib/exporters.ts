import type { Settings } from '../../stacks/settings.ts';
import { REDIS_USERS } from './credentials/users.ts';
import { PORTS } from './names.ts';

/** Files in the exporters' Secrets. */
export const CLIENT_FILE = 'my.cnf';
export const PASSWORDS_FILE = 'passwords.json';

/** Where an exporter finds the certificate of its store. */
export const AUTHORITY_FILE = '/etc/exporter-tls/ca.crt';

export const REDIS_USER = REDIS_USERS.exporter;

export const REDIS_INSTANCES = ['state', 'cache'] as const;
type Instance = (typeof REDIS_INSTANCES)[number];

/** For which stores there is an exporter: those that the stack runs, where somebody scrapes. */
export function exported({ monitoring, mysql, redis }: Settings): { mysql: boolean; redis: boolean } {
  const wanted = monitoring.mode !== 'none' && monitoring.exporters;
  return { mysql: wanted && mysql.mode === 'inCluster', redis: wanted && redis.mode === 'inCluster' };
}

/** Address of an instance, as Prometheus names it to the exporter. */
export const redisTarget = (instance: Instance, tls: boolean): string =>
  `${tls ? 'rediss' : 'redis'}://redis-${instance}:${PORTS.redis}`;

/** The key under which the exporter looks for the instance's password. */
export const redisLogin = (instance: Instance, tls: boolean): string =>
  redisTarget(instance, tls).replace('://', `://${REDIS_USER}@`);

/** Credentials in the form of MySQL's clients. */
export const mysqlClientFile = (user: string, password: string, tls: boolean): string =>
  [
    '[client]',
    `user = ${user}`,
    `password = ${password}`,
    'host = mysql',
    `port = ${PORTS.mysql}`,
    ...(tls ? [`ssl-ca = ${AUTHORITY_FILE}`] : []),
    '',
  ].join('\n');
