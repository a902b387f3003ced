import { ANSWERS, CLIENTS } from '../alerts/traffic.ts';
import { curve, of, over, percentiles, perSecond } from './curves.ts';
import type { Dashboard } from './panel.ts';

const api = of('mcp-api');
const step = (name: string) => percentiles(api('mcp_step_duration_seconds_bucket', `step="${name}"`));

/** Where the service spends its time. */
export const service: Dashboard = {
  uid: 'mcp-service',
  title: 'MCP system · service',
  rows: [
    {
      title: 'HTTP',
      panels: [
        over(
          'Requests by route',
          'reqps',
          'The ten busiest.',
          curve(`topk(10, ${perSecond(api('http_requests_total', CLIENTS), 'route')})`, '{{route}}'),
        ),
        over(
          'p95 by route',
          's',
          'The ten slowest; streams are left out.',
          curve(
            `topk(10, histogram_quantile(0.95, ${perSecond(api('http_request_duration_seconds_bucket', ANSWERS), 'le, route')}))`,
            '{{route}}',
          ),
        ),
        over(
          'WebSockets',
          'none',
          'Open connections, and those that read too slowly.',
          curve(`sum(${api('mcp_ws_connections')})`, 'open'),
          curve(`sum(${api('mcp_ws_lagging')})`, 'lagging'),
        ),
      ],
    },
    {
      title: 'Steps',
      panels: [
        over('Store', 's', 'Storing a memory.', ...step('store')),
        over('Search', 's', 'A whole search.', ...step('search')),
        over('Vector search', 's', 'The part of it in Milvus.', ...step('vector_search')),
        over('Keyword search', 's', 'The part of it in MySQL.', ...step('keyword_search')),
        over(
          'Embedding',
          's',
          'A request to the embeddings server, with its retries.',
          ...percentiles(api('mcp_embedding_request_seconds_bucket')),
        ),
        over(
          'Cache looks',
          'reqps',
          'By cache, level and what came of them.',
          curve(
            perSecond(api('mcp_cache_requests_total'), 'cache, level, result'),
            '{{cache}} {{level}} {{result}}',
          ),
        ),
      ],
    },
    {
      title: 'Processes',
      panels: [
        over(
          'Memory',
          'bytes',
          'Resident, by process.',
          curve(api('process_resident_memory_bytes'), '{{instance}}'),
        ),
        over(
          'CPU',
          'none',
          'Cores, by process.',
          curve(perSecond(api('process_cpu_seconds_total'), 'instance'), '{{instance}}'),
        ),
        over(
          'Event loop',
          's',
          'How late timers are: p99, by process.',
          curve(api('nodejs_eventloop_lag_p99_seconds'), '{{instance}}'),
        ),
        over(
          'MySQL connections',
          'none',
          'In use, and requests that wait for one.',
          curve(`sum(${api('mcp_mysql_pool_used')})`, 'used'),
          curve(`sum(${api('mcp_mysql_pool_waiting')})`, 'waiting'),
        ),
        over(
          'Background jobs',
          'none',
          'Runs in an hour.',
          curve(
            `sum by (exported_job, ok) (increase(${api('mcp_job_duration_seconds_count')}[1h]))`,
            '{{exported_job}} ok={{ok}}',
          ),
        ),
        over(
          'Limits without Redis',
          'reqps',
          'Requests counted in the process alone.',
          curve(`sum(rate(${api('mcp_rate_limit_fallback_total')}[$__rate_interval]))`, 'requests'),
        ),
      ],
    },
  ],
};
