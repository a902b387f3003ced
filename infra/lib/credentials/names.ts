import type { Settings } from '../../../stacks/settings.ts';
import type { RotatedStore } from '../rotation.ts';

/** Passwords that the stack makes for the stores it runs, by store. */
export function storePasswords({ mysql, redis, milvus }: Settings): Record<RotatedStore, string[]> {
  return {
    mysql:
      mysql.mode === 'inCluster'
        ? [
            'mysql-root-password',
            'mysql-password',
            'mysql-migration-password',
            'mysql-backup-password',
            'mysql-exporter-password',
          ]
        : [],
    redis:
      redis.mode === 'inCluster'
        ? ['redis-state-password', 'redis-cache-password', 'redis-admin-password', 'redis-exporter-password']
        : [],
    milvus: milvus.mode === 'external' ? [] : ['milvus-root-password', 'milvus-password'],
  };
}
