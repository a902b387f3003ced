import { type AlertCase, api, bound, growing, share, steady } from './situation.ts';

const route = '/api/v1/projects/:project/memories';
const ok = api('http_requests_total', { route, status: '200' });
const failed = api('http_requests_total', { route, status: '503' });
const probeFailed = api('http_requests_total', { route: '/ready', status: '503' });

/** `hours` in which `perMille` of the requests fail, and as many in which half of that do. */
function burn(hours: number, perMille: number): AlertCase {
  const every = hours > 12 ? '4m' : '1m';
  const failing = (count: number) => ({
    at: `${hours}h`,
    every,
    series: { [ok]: growing(1000 - count, hours * 60), [failed]: growing(count, hours * 60) },
  });
  return { fires: failing(perMille), silent: failing(perMille / 2) };
}

const bucket = (le: string, metric = 'http_request_duration_seconds_bucket', of: object = { route }) =>
  api(metric, { ...of, le });

const answered = (within: number, at = route) => ({
  [bucket('0.25', undefined, { route: at })]: growing(within),
  [bucket('1', undefined, { route: at })]: growing(within),
  [bucket('10', undefined, { route: at })]: growing(100),
  [bucket('+Inf', undefined, { route: at })]: growing(100),
});

const DAY = 1440;

export const apiCases: Record<string, AlertCase> = {
  HighErrorRate: {
    fires: { at: '15m', series: { [failed]: growing(6) } },
    // A replica that is not ready is no failed request, however often the cluster asks.
    silent: { at: '15m', series: { [failed]: growing(2), [probeFailed]: growing(60) } },
  },
  HighErrorRatio: share('15m', failed, ok, [growing(1), growing(9)], [growing(1), growing(99)]),
  ErrorBudgetBurn1h: burn(2, 20),
  ErrorBudgetBurn6h: burn(8, 8),
  ErrorBudgetBurn24h: burn(30, 4),
  ErrorBudgetBurn72h: burn(80, 1.6),
  SlowRequests: {
    fires: { at: '30m', series: answered(90) },
    silent: { at: '30m', series: { ...answered(100), ...answered(10, '/api/v1/projects/:project/export') } },
  },
  EventLoopLag: bound('15m', api('nodejs_eventloop_lag_p99_seconds'), 0.4, 0.02),
  NoTraffic: {
    fires: { at: '26h', series: { [ok]: `0+10x${DAY - 60} ${10 * (DAY - 60)}x600` } },
    silent: { at: '26h', series: { [ok]: growing(10, 2 * DAY) } },
  },
  ApiDown: bound('5m', api('up'), 0, 1),
  ApiInstanceDown: bound('10m', api('up'), 0, 1),
  ApiRestarting: {
    fires: { at: '20m', series: { [api('process_start_time_seconds')]: '0+60x60' } },
    silent: { at: '20m', series: { [api('process_start_time_seconds')]: '100x10 700x60' } },
  },
  HighMemoryUsage: bound('15m', api('process_resident_memory_bytes'), 1.2e9, 4e8),
  OpenFilesRunningOut: share(
    '15m',
    api('process_open_fds'),
    api('process_max_fds'),
    [steady(950), steady(1000)],
    [steady(100), steady(1000)],
  ),
  MysqlUnreachable: bound('5m', api('mcp_mysql_up'), 0, 1),
  RedisUnreachable: bound('5m', api('mcp_redis_up'), 0, 1),
  MilvusUnreachable: bound('10m', api('mcp_milvus_up'), 0, 1),
  MysqlPoolExhausted: bound('15m', api('mcp_mysql_pool_waiting'), 5, 0),
  RateLimitsNotShared: {
    fires: { at: '20m', series: { [api('mcp_rate_limit_fallback_total')]: growing(30) } },
    silent: { at: '20m', series: { [api('mcp_rate_limit_fallback_total')]: steady(30) } },
  },
  AuditEntriesLost: {
    fires: { at: '10m', series: { [api('mcp_audit_dropped')]: '0x4 3x60' } },
    silent: { at: '10m', series: { [api('mcp_audit_dropped')]: steady(3) } },
  },
  BackgroundJobFailing: {
    fires: {
      at: '60m',
      series: {
        [api('mcp_job_duration_seconds_count', { exported_job: 'vectors-verify', ok: 'false' })]: growing(1),
      },
    },
    silent: {
      at: '60m',
      series: {
        [api('mcp_job_duration_seconds_count', { exported_job: 'vectors-verify', ok: 'false' })]: growing(1),
        [api('mcp_job_duration_seconds_count', { exported_job: 'vectors-verify', ok: 'true' })]: growing(1),
      },
    },
  },
};
