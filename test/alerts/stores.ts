import { type AlertCase, bound, growing, rate, series, share, steady } from './situation.ts';

const milvus = (metric: string, labels: Record<string, string> = {}) =>
  series('milvus', metric, { node_id: '1', ...labels });
const mysql = (metric: string) => series('mysql-exporter', metric);
const redis = (metric: string, instance = 'redis-state') => series('redis-exporter', metric, { instance });

const latency = (metric: string, labels: Record<string, string>, bounds: [string, string]): AlertCase => {
  const within = (fast: number) => ({
    [milvus(metric, { ...labels, le: bounds[0] })]: growing(fast),
    [milvus(metric, { ...labels, le: bounds[1] })]: growing(100),
    [milvus(metric, { ...labels, le: '+Inf' })]: growing(100),
  });
  return { fires: { at: '20m', series: within(50) }, silent: { at: '20m', series: within(100) } };
};

const requests = (status: string) => milvus('milvus_proxy_req_count', { function_name: 'Search', status });
const connections = mysql('mysql_global_variables_max_connections');

export const storeCases: Record<string, AlertCase> = {
  MilvusDown: bound('5m', milvus('up'), 0, 1),
  MilvusSearchSlow: latency('milvus_proxy_sq_latency_bucket', { query_type: 'search' }, ['256', '2048']),
  MilvusMutationSlow: latency('milvus_proxy_mutation_latency_bucket', { msg_type: 'upsert' }, [
    '1024',
    '8192',
  ]),
  MilvusRequestFailures: share(
    '20m',
    requests('fail'),
    requests('total'),
    [growing(10), growing(100)],
    [growing(1), growing(100)],
  ),
  MilvusWriteDenied: bound(
    '5m',
    milvus('milvus_rootcoord_quota_states', { quota_states: 'MemoryQuotaExhausted' }),
    1,
    0,
  ),
  MilvusTimeTickLag: bound('10m', milvus('milvus_proxy_tt_lag_ms', { channel_name: 'default' }), 20_000, 150),
  MilvusQueueBuildup: {
    fires: {
      at: '10m',
      series: {
        [milvus('milvus_querynode_read_task_unsolved_len')]: steady(80),
        [milvus('milvus_querynode_read_task_ready_len')]: steady(80),
      },
    },
    silent: {
      at: '10m',
      series: {
        [milvus('milvus_querynode_read_task_unsolved_len')]: steady(8),
        [milvus('milvus_querynode_read_task_ready_len')]: steady(8),
      },
    },
  },
  MilvusMemory: bound('15m', milvus('process_resident_memory_bytes'), 2 * 2 ** 30, 2 ** 30),
  MysqlDown: bound('5m', mysql('mysql_up'), 0, 1),
  MysqlTooManyConnections: share(
    '10m',
    mysql('mysql_global_status_threads_connected'),
    connections,
    [steady(140), steady(151)],
    [steady(40), steady(151)],
  ),
  MysqlHighThreadsRunning: share(
    '10m',
    mysql('mysql_global_status_threads_running'),
    connections,
    [steady(100), steady(151)],
    [steady(10), steady(151)],
  ),
  MysqlSlowQueries: rate('20m', mysql('mysql_global_status_slow_queries'), 30, 1),
  MysqlInnodbLogWaits: rate('40m', mysql('mysql_global_status_innodb_log_waits'), 30, 1),
  RedisDown: bound('5m', redis('redis_up'), 0, 1),
  RedisOutOfMemory: {
    fires: {
      at: '10m',
      series: {
        [redis('redis_memory_used_bytes')]: steady(130e6),
        [redis('redis_memory_max_bytes')]: steady(134e6),
      },
    },
    // The cache is full by design.
    silent: {
      at: '10m',
      series: {
        [redis('redis_memory_used_bytes', 'redis-cache')]: steady(134e6),
        [redis('redis_memory_max_bytes', 'redis-cache')]: steady(134e6),
      },
    },
  },
  RedisTooManyConnections: bound('10m', redis('redis_connected_clients'), 9000, 100),
  RedisRejectedConnections: {
    fires: { at: '10m', series: { [redis('redis_rejected_connections_total')]: growing(5) } },
    silent: { at: '10m', series: { [redis('redis_rejected_connections_total')]: steady(5) } },
  },
  RedisKeyEviction: rate('30m', redis('redis_evicted_keys_total', 'redis-cache'), 12_000, 600),
  RedisAppendOnlyFileFailing: bound('5m', redis('redis_aof_last_write_status'), 0, 1),
};
