import type { AlertGroup } from './alert.ts';

/** Seconds. */
const OLD_ENTRY = 300;
const SLOW_SEARCH = 0.25;
/** Vectors found wrong in an hour; single ones are mended in passing. */
const MUCH_DRIFT = 100;
const FAILED_EMBEDDINGS = 0.05;

/** The way from a stored text to a vector that is found. */
export const vectors: AlertGroup = {
  name: 'mcp-vectors',
  rules: ({ select }) => {
    const embeddings = (matchers?: string) =>
      `sum(rate(${select('mcp-api', 'mcp_embedding_request_seconds_count', matchers)}[5m]))`;
    return [
      {
        alert: 'OutboxLag',
        expr: `max(${select('mcp-api', 'mcp_outbox_lag_seconds')}) > ${OLD_ENTRY}`,
        for: '5m',
        severity: 'warning',
        summary: 'Vectors are behind MySQL',
        description: 'The oldest change has waited {{ $value | humanizeDuration }} for its vector.',
      },
      {
        alert: 'OutboxDeadLetters',
        expr: `max(${select('mcp-api', 'mcp_outbox_dead')}) > 0`,
        for: '5m',
        severity: 'warning',
        summary: 'Vectors were given up',
        description: '{{ $value }} changes will get no vector until somebody lets them try again.',
      },
      {
        alert: 'VectorDrift',
        expr: `sum by (what) (increase(${select('mcp-api', 'mcp_vector_drift_total')}[1h])) > ${MUCH_DRIFT}`,
        for: '0m',
        severity: 'warning',
        summary: 'Many vectors differ from MySQL',
        description: '{{ $value | humanize }} vectors were found {{ $labels.what }} in an hour.',
      },
      {
        alert: 'SlowVectorSearch',
        expr: `histogram_quantile(0.95, sum by (le) (rate(${select('mcp-api', 'mcp_step_duration_seconds_bucket', 'step="vector_search"')}[5m]))) > ${SLOW_SEARCH}`,
        for: '10m',
        severity: 'warning',
        summary: 'Searching vectors is slow',
        description: 'The 95th percentile of a vector search is {{ $value | humanizeDuration }}.',
      },
      {
        alert: 'EmbeddingsUnavailable',
        expr: `max(${select('mcp-api', 'mcp_embedding_breaker_state')}) == 2`,
        for: '5m',
        severity: 'critical',
        summary: 'The embeddings server does not answer',
        description: 'The API leaves it alone after failures; searches find by words only.',
      },
      {
        alert: 'EmbeddingErrors',
        expr: `${embeddings('ok="false"')} / ${embeddings()} > ${FAILED_EMBEDDINGS}`,
        for: '10m',
        severity: 'warning',
        summary: 'Requests to the embeddings server fail',
        description: '{{ $value | humanizePercentage }} of the requests to the embeddings server failed.',
      },
    ];
  },
};
