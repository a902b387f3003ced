import type { Settings } from '../../stacks/settings.ts';
import { PORTS } from './names.ts';

/** Files in the exporters' Secrets. */
export const CLIENT_FILE = 'my.cnf';
export const PASSWORDS_FILE = 'passwords.json';

/** The user that the service has, too: its rights cover the figures that are asked for. */
export const REDIS_USER = 'mcp';

export const REDIS_INSTANCES = ['state', 'cache'] as const;
type Instance = (typeof REDIS_INSTANCES)[number];

/** For which stores there is an exporter: those that the stack runs, where somebody scrapes. */
export function exported({ monitoring, mysql, redis }: Settings): { mysql: boolean; redis: boolean } {
  const wanted = monitoring.mode !== 'none' && monitoring.exporters;
  return { mysql: wanted && mysql.mode === 'inCluster', redis: wanted && redis.mode === 'inCluster' };
}

/** Address of an instance, as Prometheus names it to the exporter. */
export const redisTarget = (instance: Instance): string => `redis://redis-${instance}:${PORTS.redis}`;

/** The key under which the exporter looks for the instance's password. */
export const redisLogin = (instance: Instance): string =>
  redisTarget(instance).replace('redis://', `redis://${REDIS_USER}@`);

/** Credentials in the form of MySQL's clients. */
export const mysqlClientFile = (user: string, password: string): string =>
  ['[client]', `user = ${user}`, `password = ${password}`, 'host = mysql', `port = ${PORTS.mysql}`, ''].join(
    '\n',
  );
