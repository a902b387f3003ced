import type { Rotation } from '../rotation.ts';
import type { Known } from './known.ts';
import { REDIS_USERS } from './users.ts';

/** What every client says when it connects. */
const CONNECTING = '+ping +client|setname +client|setinfo';

const RULES: Record<keyof typeof REDIS_USERS, string> = {
  // All data commands, no administration but those the service needs.
  service: '~* &* +@all -@admin -@dangerous +info +flushdb',
  exporter: `resetkeys resetchannels -@all ${CONNECTING} +select +info`,
  // Lets passwords change while the server runs.
  administrator: `resetkeys resetchannels -@all ${CONNECTING} +acl`,
};

/**
 * users.acl of an instance.
 * @param rotation of the passwords in it, the ones before are taken, too
 */
export const redisAcl =
  (instance: 'state' | 'cache', rotation: Rotation) =>
  (known: Known): string => {
    const user = (role: keyof typeof REDIS_USERS, credential: string) => {
      const before = credential in rotation ? known.before(credential, 'sha256') : undefined;
      const hashes = [known.of(credential, 'sha256'), ...(before === undefined ? [] : [before])];
      return `user ${REDIS_USERS[role]} on ${hashes.map((hash) => `#${hash}`).join(' ')} ${RULES[role]}`;
    };
    return [
      'user default off',
      user('service', `redis-${instance}-password`),
      user('exporter', 'redis-exporter-password'),
      user('administrator', 'redis-admin-password'),
      // Lets the readiness probe ask without a password; it can do nothing else.
      'user probe on nopass resetkeys resetchannels -@all +ping',
      '',
    ].join('\n');
  };

/** The same for every password: what is left changes only with the rules, which a server reads when it starts. */
export const redisRules = (): string => redisAcl('state', {})({ of: () => '', before: () => undefined });
