import type { AlertGroup } from './alert.ts';
import { CLIENTS, FAILED } from './traffic.ts';

/** 5xx answers per second above which somebody must look. */
const ERROR_RATE = 0.05;
/** Share of 5xx answers above which somebody must look. */
const ERROR_RATIO = 0.05;

export const apiErrors: AlertGroup = {
  name: 'mcp-api-errors',
  rules: ({ select }) => {
    const errors = `sum(rate(${select('mcp-api', 'http_requests_total', FAILED)}[5m]))`;
    return [
      {
        alert: 'HighErrorRate',
        expr: `${errors} > ${ERROR_RATE}`,
        for: '5m',
        severity: 'critical',
        summary: 'High error rate detected',
        description: 'The API answered {{ $value | humanize }} requests per second with a 5xx status.',
      },
      {
        alert: 'HighErrorRatio',
        expr: `${errors} / sum(rate(${select('mcp-api', 'http_requests_total', CLIENTS)}[5m])) > ${ERROR_RATIO}`,
        for: '5m',
        severity: 'critical',
        summary: 'High share of failed requests',
        description: '{{ $value | humanizePercentage }} of the API requests got a 5xx status.',
      },
    ];
  },
};
