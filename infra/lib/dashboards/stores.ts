import { curve, of, over, percentiles, perSecond } from './curves.ts';
import type { Dashboard } from './panel.ts';

const milvus = of('milvus');
const mysql = of('mysql-exporter');
const redis = of('redis-exporter');

/** MySQL, Redis and Milvus from inside; MySQL and Redis need the exporters. */
export const stores: Dashboard = {
  uid: 'mcp-stores',
  title: 'MCP system · stores',
  rows: [
    {
      title: 'Milvus',
      panels: [
        over(
          'Requests',
          'reqps',
          'By kind and outcome.',
          curve(
            perSecond(milvus('milvus_proxy_req_count', 'status!="total"'), 'function_name, status'),
            '{{function_name}} {{status}}',
          ),
        ),
        over(
          'Search time',
          'ms',
          'Inside Milvus.',
          ...percentiles(milvus('milvus_proxy_sq_latency_bucket', 'query_type="search"')),
        ),
        over(
          'Write time',
          'ms',
          'Inside Milvus.',
          ...percentiles(milvus('milvus_proxy_mutation_latency_bucket')),
        ),
        over('Memory', 'bytes', 'Resident.', curve(milvus('process_resident_memory_bytes'), 'resident')),
        over(
          'Time tick lag',
          'ms',
          'How late writes are found.',
          curve(`max(${milvus('milvus_proxy_tt_lag_ms')})`, 'lag'),
        ),
        over(
          'Waiting reads',
          'none',
          'Searches that queue.',
          curve(
            `sum(${milvus('milvus_querynode_read_task_unsolved_len')}) + sum(${milvus('milvus_querynode_read_task_ready_len')})`,
            'reads',
          ),
        ),
      ],
    },
    {
      title: 'MySQL',
      panels: [
        over(
          'Queries',
          'reqps',
          'All, and the slow ones.',
          curve(`rate(${mysql('mysql_global_status_queries')}[$__rate_interval])`, 'all'),
          curve(`rate(${mysql('mysql_global_status_slow_queries')}[$__rate_interval])`, 'slow'),
        ),
        over(
          'Connections',
          'none',
          'Open, at work, and allowed.',
          curve(mysql('mysql_global_status_threads_connected'), 'open'),
          curve(mysql('mysql_global_status_threads_running'), 'at work'),
          curve(mysql('mysql_global_variables_max_connections'), 'allowed'),
        ),
        over(
          'Log waits',
          'reqps',
          'Waits for the InnoDB log.',
          curve(`rate(${mysql('mysql_global_status_innodb_log_waits')}[$__rate_interval])`, 'waits'),
        ),
      ],
    },
    {
      title: 'Redis',
      panels: [
        over(
          'Memory',
          'percentunit',
          'Of what each instance may use.',
          curve(`${redis('redis_memory_used_bytes')} / ${redis('redis_memory_max_bytes')}`, '{{instance}}'),
        ),
        over(
          'Commands',
          'reqps',
          'By instance.',
          curve(perSecond(redis('redis_commands_processed_total'), 'instance'), '{{instance}}'),
        ),
        over(
          'Evicted keys',
          'reqps',
          'Only the cache may drop any.',
          curve(perSecond(redis('redis_evicted_keys_total'), 'instance'), '{{instance}}'),
        ),
      ],
    },
  ],
};
