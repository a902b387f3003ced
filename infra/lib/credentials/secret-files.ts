import type { Settings } from '../../../stacks/settings.ts';
import { CLIENT_FILE, exported, mysqlClientFile, PASSWORDS_FILE, redisLogin } from '../exporters.ts';
import { PORTS, SECRET_KEYS } from '../names.ts';
import type { Rotation } from '../rotation.ts';
import { mysqlUrl, redisUrl } from '../urls.ts';
import { ACCOUNTS_FILE, accountsFile, hasAccounts } from './accounts.ts';
import { type Content, type Contents, json } from './known.ts';
import { redisAcl } from './redis-acl.ts';
import { MYSQL_USERS, REDIS_USERS } from './users.ts';

/** A URL without a password gets one that is encoded already. */
const withPassword = (url: string, encoded: string): string => url.replace(':@', () => `:${encoded}@`);

/** A complete URL of the database for one of its users. */
export const databaseUrl =
  ({ mysql: { mode, database, external } }: Settings, username: string, credential: string): Content =>
  (known) => {
    const { host, port } = mode === 'external' && external ? external : { host: 'mysql', port: PORTS.mysql };
    return withPassword(
      mysqlUrl({ host, port, username, password: '' }, database),
      known.of(credential, 'url'),
    );
  };

/** The same for Redis. */
export const redisUrlOf =
  ({ redis: { mode, tls, external } }: Settings, instance: 'state' | 'cache', credential: string): Content =>
  (known) => {
    const own = { host: `redis-${instance}`, port: PORTS.redis, username: REDIS_USERS.service, tls };
    const server = mode === 'external' && external ? external : own;
    return withPassword(redisUrl({ ...server, password: '' }, server.tls), known.of(credential, 'url'));
  };

/** What servers read when they start. */
export const serverFiles = (settings: Settings, rotation: Rotation) => ({
  mysql: {
    'root-password': (known) => known.of('mysql-root-password', 'plain'),
    password: (known) => known.of('mysql-password', 'plain'),
  } satisfies Contents as Contents,
  redis: (instance: 'state' | 'cache'): Contents => ({ 'users.acl': redisAcl(instance, rotation) }),
  accounts: hasAccounts(settings) ? { [ACCOUNTS_FILE]: accountsFile(settings) } : undefined,
});

/** What whoever backs MySQL up gives its clients, as `--defaults-extra-file`. */
export const backupFiles: Contents = {
  [CLIENT_FILE]: (known) =>
    mysqlClientFile(MYSQL_USERS.backup, known.of('mysql-backup-password', 'plain'), false),
};

/** What exporters read, for each store that has one. */
export function exporterFiles(settings: Settings): { mysql?: Contents; redis?: Contents } {
  const { mysql, redis } = exported(settings);
  return {
    ...(mysql
      ? {
          mysql: {
            [CLIENT_FILE]: (known) =>
              mysqlClientFile(
                MYSQL_USERS.exporter,
                known.of('mysql-exporter-password', 'plain'),
                settings.mysql.tls,
              ),
          },
        }
      : {}),
    ...(redis
      ? {
          redis: {
            [PASSWORDS_FILE]: (known) =>
              json((place) =>
                Object.fromEntries(
                  (['state', 'cache'] as const).map((instance) => [
                    redisLogin(instance, settings.redis.tls),
                    place(known.of('redis-exporter-password', 'json')),
                  ]),
                ),
              ),
          },
        }
      : {}),
  };
}

/** The API keys that a stack begins with. */
export const apiKeyFiles = ({ api }: Settings): Contents =>
  Object.fromEntries(
    Array.from({ length: api.keys }, (_, at) => {
      const name = SECRET_KEYS.apiKey(at + 1);
      return [name, (known) => known.of(name, 'plain')];
    }),
  );
