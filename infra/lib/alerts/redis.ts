import type { AlertGroup } from './alert.ts';

const MEMORY_SHARE = 0.9;
/** Redis' own default, which the stack keeps. */
const MAX_CLIENTS = 10_000;
const CLIENTS_SHARE = 0.8;
/** Per second. */
const EVICTIONS = 100;

export const redis: AlertGroup = {
  name: 'redis',
  rules: ({ select }) => {
    const own = (metric: string, matchers?: string) => select('redis-exporter', metric, matchers);
    const state = 'instance="redis-state"';
    return [
      {
        alert: 'RedisDown',
        expr: `${own('redis_up')} == 0`,
        for: '2m',
        severity: 'critical',
        summary: 'A Redis instance is down',
        description: 'The exporter does not reach {{ $labels.instance }}.',
      },
      {
        alert: 'RedisOutOfMemory',
        // The cache fills its memory by design; the state instance refuses writes once it has.
        expr: `${own('redis_memory_used_bytes', state)} / ${own('redis_memory_max_bytes', state)} > ${MEMORY_SHARE}`,
        for: '5m',
        severity: 'critical',
        summary: 'Redis will soon refuse writes',
        description: '{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory.',
      },
      {
        alert: 'RedisTooManyConnections',
        expr: `${own('redis_connected_clients')} > ${MAX_CLIENTS * CLIENTS_SHARE}`,
        for: '5m',
        severity: 'warning',
        summary: 'Redis runs out of connections',
        description: `{{ $labels.instance }} has {{ $value }} of ${MAX_CLIENTS} connections.`,
      },
      {
        alert: 'RedisRejectedConnections',
        expr: `increase(${own('redis_rejected_connections_total')}[5m]) > 0`,
        for: '0m',
        severity: 'critical',
        summary: 'Redis refuses connections',
        description: '{{ $labels.instance }} refused {{ $value | humanize }} connections.',
      },
      {
        alert: 'RedisKeyEviction',
        expr: `rate(${own('redis_evicted_keys_total')}[5m]) > ${EVICTIONS}`,
        for: '15m',
        severity: 'warning',
        summary: 'The cache is too small',
        description: '{{ $labels.instance }} drops {{ $value | humanize }} keys per second.',
      },
      {
        alert: 'RedisAppendOnlyFileFailing',
        expr: `${own('redis_aof_last_write_status', state)} == 0`,
        for: '1m',
        severity: 'critical',
        summary: 'Redis cannot write its append-only file',
        description: '{{ $labels.instance }} would lose the short tier with a restart.',
      },
    ];
  },
};
