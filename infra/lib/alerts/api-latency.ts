import type { AlertGroup } from './alert.ts';
import { ANSWERS, CLIENTS } from './traffic.ts';

/** Seconds. */
const SLOW_REQUEST = 1;
/** Seconds by which the 99th percentile of timers is late. */
const SLOW_LOOP = 0.25;
/** Requests in half an hour of yesterday that make today's silence strange. */
const USUAL_REQUESTS = 100;

export const apiLatency: AlertGroup = {
  name: 'mcp-api-latency',
  rules: ({ select }) => {
    const requests = select('mcp-api', 'http_requests_total', CLIENTS);
    return [
      {
        alert: 'SlowRequests',
        expr: `histogram_quantile(0.99, sum by (le) (rate(${select('mcp-api', 'http_request_duration_seconds_bucket', ANSWERS)}[5m]))) > ${SLOW_REQUEST}`,
        for: '10m',
        severity: 'warning',
        summary: 'One request in a hundred is slow',
        description: 'The 99th percentile of the answer time is {{ $value | humanizeDuration }}.',
      },
      {
        alert: 'EventLoopLag',
        expr: `${select('mcp-api', 'nodejs_eventloop_lag_p99_seconds')} > ${SLOW_LOOP}`,
        for: '10m',
        severity: 'warning',
        summary: 'An API process is too busy to answer in time',
        description: 'The event loop of {{ $labels.instance }} is {{ $value | humanizeDuration }} late.',
      },
      {
        alert: 'NoTraffic',
        expr: `sum(increase(${requests}[30m])) == 0 and sum(increase(${requests}[30m] offset 1d)) > ${USUAL_REQUESTS}`,
        for: '10m',
        severity: 'warning',
        summary: 'No client asks the API any more',
        description: 'No request came in half an hour, though many came at this time yesterday.',
      },
    ];
  },
};
