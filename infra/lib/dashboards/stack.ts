import { CLIENTS, FAILED } from '../alerts/traffic.ts';
import { curve, now, of, over, percentiles, perSecond } from './curves.ts';
import { type Dashboard, NAMESPACE } from './panel.ts';

const api = of('mcp-api');
const all = (matchers: string) => `sum(rate(${api('http_requests_total', matchers)}[$__rate_interval]))`;

/** Whether all is well, at a glance. */
export const stack: Dashboard = {
  uid: 'mcp-stack',
  title: 'MCP system · stack',
  rows: [
    {
      title: 'Now',
      panels: [
        now('API processes', 'none', 'Processes that answer.', `sum(${api('up')})`),
        now(
          'Stores in reach',
          'none',
          'MySQL, Redis and Milvus, as the API sees them: 3 is all.',
          [`min(${api('mcp_mysql_up')})`, `min(${api('mcp_redis_up')})`, `min(${api('mcp_milvus_up')})`].join(
            ' + ',
          ),
        ),
        now(
          'Alerts',
          'none',
          'Alerts that fire.',
          `count(ALERTS{alertstate="firing",namespace="${NAMESPACE}"}) or vector(0)`,
        ),
      ],
    },
    {
      title: 'Clients',
      panels: [
        over(
          'Requests',
          'reqps',
          'By status.',
          curve(perSecond(api('http_requests_total', CLIENTS), 'status'), '{{status}}'),
        ),
        over(
          'Failed requests',
          'percentunit',
          'Share of 5xx answers; 0.1% is the budget.',
          curve(`(${all(FAILED)} or vector(0)) / ${all(CLIENTS)}`, '5xx'),
        ),
        over(
          'Answer time',
          's',
          'Of all requests.',
          ...percentiles(api('http_request_duration_seconds_bucket', CLIENTS)),
        ),
      ],
    },
    {
      title: 'Memories',
      panels: [
        over(
          'Steps',
          'reqps',
          'What the service does per second.',
          curve(perSecond(api('mcp_step_duration_seconds_count'), 'step'), '{{step}}'),
        ),
        over(
          'Waiting for vectors',
          'none',
          'Changes in the outbox, and those given up.',
          curve(`max(${api('mcp_outbox_pending')})`, 'waiting'),
          curve(`max(${api('mcp_outbox_dead')})`, 'given up'),
        ),
        over(
          'Vector lag',
          's',
          'Age of the oldest change without its vector.',
          curve(`max(${api('mcp_outbox_lag_seconds')})`, 'lag'),
        ),
      ],
    },
  ],
};
