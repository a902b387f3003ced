import { dump } from 'js-yaml';
import { bytes } from '../../stacks/quantities.ts';
import type { Settings } from '../../stacks/settings.ts';

/** Share of the memory limit that InnoDB caches pages in; the rest is for connections and sorting. */
const BUFFER_POOL_SHARE = 0.5;
const BINLOG_SECONDS = 3 * 24 * 3600;

/** Where servers find their certificate and its key. */
export const MYSQL_TLS = '/etc/mysql/tls';
export const REDIS_TLS = '/etc/redis/tls';
export const MILVUS_TLS = '/milvus/tls';

/** mysqld's options: every commit durable, sized to the container. */
export const mysqlConfig = ({ maxConnections, resources, tls }: Settings['mysql']): string =>
  [
    '[mysqld]',
    'character-set-server = utf8mb4',
    'collation-server = utf8mb4_0900_ai_ci',
    `max_connections = ${maxConnections}`,
    `innodb_buffer_pool_size = ${Math.floor(bytes(resources.limits.memory) * BUFFER_POOL_SHARE)}`,
    'innodb_flush_log_at_trx_commit = 1',
    'sync_binlog = 1',
    'gtid_mode = ON',
    'enforce_gtid_consistency = ON',
    `binlog_expire_logs_seconds = ${BINLOG_SECONDS}`,
    'skip_name_resolve = ON',
    'local_infile = OFF',
    'mysqlx = OFF',
    ...(tls
      ? [`ssl_cert = ${MYSQL_TLS}/tls.crt`, `ssl_key = ${MYSQL_TLS}/tls.key`, 'require_secure_transport = ON']
      : []),
    '',
  ].join('\n');

/** redis.conf of one instance: `durable` writes an append-only file and never evicts, `tls` takes nothing unencrypted. */
export const redisConfig = (maxMemory: string, durable: boolean, tls: boolean): string =>
  [
    ...(tls
      ? [
          'port 0',
          'tls-port 6379',
          `tls-cert-file ${REDIS_TLS}/tls.crt`,
          `tls-key-file ${REDIS_TLS}/tls.key`,
          // Clients show a password, no certificate.
          'tls-auth-clients no',
        ]
      : ['port 6379']),
    // Access is by ACL users only; without it a second, weaker check would refuse other pods.
    'protected-mode no',
    'dir /data',
    'aclfile /etc/redis/acl/users.acl',
    `maxmemory ${bytes(maxMemory)}`,
    `maxmemory-policy ${durable ? 'noeviction' : 'allkeys-lru'}`,
    'save ""',
    `appendonly ${durable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    '',
  ].join('\n');

/** The embedded etcd, reachable only inside the pod. */
export const milvusEtcdConfig = (): string =>
  dump({
    'listen-client-urls': 'http://127.0.0.1:2379',
    'advertise-client-urls': 'http://127.0.0.1:2379',
    'quota-backend-bytes': 4294967296,
    // The only member has nobody to wait for; until it has elected itself, Milvus' first requests fail.
    'heartbeat-interval': 10,
    'election-timeout': 100,
    'auto-compaction-mode': 'revision',
    'auto-compaction-retention': '1000',
  });
