import type { Settings } from '../../../stacks/settings.ts';
import { authorityFile, type Encrypting } from '../authorities.ts';
import { PORTS } from '../names.ts';
import { milvusAddress } from '../service-config.ts';
import { json, type Known } from './known.ts';
import { MILVUS_ROOT, MYSQL_USERS, REDIS_USERS } from './users.ts';

export const ACCOUNTS_FILE = 'accounts.json';

/** Whether the stack runs a store whose users are its own business. */
export const hasAccounts = ({ mysql, redis, milvus }: Settings): boolean =>
  mysql.mode === 'inCluster' || redis.mode === 'inCluster' || milvus.mode !== 'external';

/** What `ops accounts` reads: who is to be known to the stores, and how their administrators log in. */
export const accountsFile =
  (settings: Settings) =>
  (known: Known): string =>
    json((place) => {
      const text = (credential: string) => place(known.of(credential, 'json'));
      const all = (credential: string) =>
        [known.of(credential, 'json'), known.before(credential, 'json')].flatMap((found) =>
          found === undefined ? [] : [place(found)],
        );
      const ca = (store: Encrypting) => {
        const file = authorityFile(settings, store);
        return file ? { ca: file } : {};
      };
      const { mysql, redis, milvus } = settings;
      return {
        ...(mysql.mode === 'inCluster'
          ? {
              mysql: {
                host: 'mysql',
                port: PORTS.mysql,
                ...ca('mysql'),
                database: mysql.database,
                administrator: { name: MYSQL_USERS.root, passwords: all('mysql-root-password') },
                users: [
                  { name: mysql.username, password: text('mysql-password'), role: 'service' },
                  ...(['migration', 'backup', 'exporter'] as const).map((role) => ({
                    name: MYSQL_USERS[role],
                    password: text(`mysql-${role}-password`),
                    role,
                  })),
                ],
              },
            }
          : {}),
        ...(redis.mode === 'inCluster'
          ? {
              redis: (['state', 'cache'] as const).map((instance) => ({
                host: `redis-${instance}`,
                port: PORTS.redis,
                ...ca('redis'),
                administrator: { name: REDIS_USERS.administrator, passwords: all('redis-admin-password') },
                users: [
                  { name: REDIS_USERS.service, password: text(`redis-${instance}-password`) },
                  { name: REDIS_USERS.exporter, password: text('redis-exporter-password') },
                ],
              })),
            }
          : {}),
        ...(milvus.mode !== 'external'
          ? {
              milvus: {
                address: milvusAddress(settings),
                ...ca('milvus'),
                administrator: { name: MILVUS_ROOT, passwords: all('milvus-root-password') },
                user: { name: text('milvus-user'), password: text('milvus-password') },
                retired: all('milvus-user').slice(1),
              },
            }
          : {}),
      };
    });
