import type { Alert, AlertGroup } from './alert.ts';
import { CLIENTS, FAILED } from './traffic.ts';

/** Share of requests that may fail in 30 days. */
const BUDGET = 0.001;
/** Failed requests below which a share means nothing. */
const LEAST_ERRORS = 10;
const HOUR = 3600;

const REQUESTS = 'namespace:http_requests:rate5m';
const ERRORS = 'namespace:http_request_errors:rate5m';

interface Burn {
  /** How many times faster than allowed the budget goes. */
  factor: number;
  /** Hours; what is short must hold as well, so that the alert ends soon after the trouble. */
  long: number;
  short: string;
  for: string;
  severity: Alert['severity'];
}

const BURNS: Burn[] = [
  { factor: 14.4, long: 1, short: '5m', for: '2m', severity: 'critical' },
  { factor: 6, long: 6, short: '30m', for: '15m', severity: 'critical' },
  { factor: 3, long: 24, short: '2h', for: '1h', severity: 'warning' },
  { factor: 1, long: 72, short: '6h', for: '3h', severity: 'warning' },
];

/** Error budget of 99.9 % over 30 days, watched in four pairs of windows. */
export const errorBudget: AlertGroup = {
  name: 'mcp-error-budget',
  rules: ({ select, namespace }) => {
    const sum = (matchers: string) =>
      `sum by (namespace) (rate(${select('mcp-api', 'http_requests_total', matchers)}[5m]))`;
    const over = (series: string, window: string) =>
      `sum_over_time(${series}{namespace="${namespace}"}[${window}])`;
    const ratio = (window: string) => `${over(ERRORS, window)} / ${over(REQUESTS, window)}`;
    return [
      { record: REQUESTS, expr: sum(CLIENTS) },
      // Without any failed request there is no series to sum, and that is none failed.
      { record: ERRORS, expr: `${sum(FAILED)} or 0 * ${sum(CLIENTS)}` },
      ...BURNS.map(({ factor, long, short, ...rest }) => ({
        ...rest,
        alert: `ErrorBudgetBurn${long}h`,
        expr: [
          `${ratio(`${long}h`)} > ${factor} * ${BUDGET}`,
          `${ratio(short)} > ${factor} * ${BUDGET}`,
          `avg_over_time(${ERRORS}{namespace="${namespace}"}[${long}h]) * ${long * HOUR} > ${LEAST_ERRORS}`,
        ].join(' and '),
        summary: `The error budget burns ${factor} times too fast`,
        description: `{{ $value | humanizePercentage }} of the requests of the last ${long} hours failed; ${BUDGET * 100}% may.`,
      })),
    ];
  },
};
