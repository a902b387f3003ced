import type { AlertGroup } from './alert.ts';

/** The stores as the API sees them, wherever they run. */
export const apiStores: AlertGroup = {
  name: 'mcp-api-stores',
  rules: ({ select }) => {
    const unreachable = (metric: string) => `min(${select('mcp-api', metric)}) == 0`;
    return [
      {
        alert: 'MysqlUnreachable',
        expr: unreachable('mcp_mysql_up'),
        for: '1m',
        severity: 'critical',
        summary: 'The API does not reach MySQL',
        description: 'Nothing can be stored or read; /health is unhealthy.',
      },
      {
        alert: 'RedisUnreachable',
        expr: unreachable('mcp_redis_up'),
        for: '2m',
        severity: 'critical',
        summary: 'The API does not reach Redis',
        description: 'The short tier is away, caches are cold, rate limits count per process.',
      },
      {
        alert: 'MilvusUnreachable',
        expr: unreachable('mcp_milvus_up'),
        for: '5m',
        severity: 'critical',
        summary: 'The API does not reach Milvus',
        description: 'Searches find by words only and say that they are degraded.',
      },
      {
        alert: 'MysqlPoolExhausted',
        expr: `avg_over_time(${select('mcp-api', 'mcp_mysql_pool_waiting')}[5m]) > 1`,
        for: '5m',
        severity: 'warning',
        summary: 'Requests wait for a MySQL connection',
        description: 'In {{ $labels.instance }} {{ $value | humanize }} requests wait for a connection.',
      },
      {
        alert: 'RateLimitsNotShared',
        expr: `sum(rate(${select('mcp-api', 'mcp_rate_limit_fallback_total')}[5m])) > 0`,
        for: '10m',
        severity: 'warning',
        summary: 'Rate limits are counted per process',
        description: '{{ $value | humanize }} requests per second are counted without Redis.',
      },
      {
        alert: 'AuditEntriesLost',
        expr: `delta(${select('mcp-api', 'mcp_audit_dropped')}[15m]) > 0`,
        for: '0m',
        severity: 'critical',
        summary: 'Entries of the audit log were lost',
        description: '{{ $labels.instance }} lost {{ $value | humanize }} entries in 15 minutes.',
      },
    ];
  },
};
