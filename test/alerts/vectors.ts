import { type AlertCase, api, bound, growing, rate, share } from './situation.ts';

const step = (le: string) =>
  api('mcp_step_duration_seconds_bucket', { step: 'vector_search', ok: 'true', le });
const requests = (ok: string) => api('mcp_embedding_request_seconds_count', { ok });

export const vectorCases: Record<string, AlertCase> = {
  OutboxLag: bound('15m', api('mcp_outbox_lag_seconds'), 900, 5),
  OutboxDeadLetters: bound('10m', api('mcp_outbox_dead'), 2, 0),
  VectorDrift: rate('90m', api('mcp_vector_drift_total', { what: 'missing' }), 5, 0.5),
  SlowVectorSearch: {
    fires: {
      at: '20m',
      series: { [step('0.25')]: growing(10), [step('1')]: growing(100), [step('+Inf')]: growing(100) },
    },
    silent: {
      at: '20m',
      series: { [step('0.25')]: growing(100), [step('1')]: growing(100), [step('+Inf')]: growing(100) },
    },
  },
  EmbeddingsUnavailable: bound('10m', api('mcp_embedding_breaker_state'), 2, 0),
  EmbeddingErrors: share(
    '20m',
    requests('false'),
    requests('true'),
    [growing(10), growing(90)],
    [growing(1), growing(99)],
  ),
};
