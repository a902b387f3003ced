import type { AlertGroup } from './alert.ts';

/** Milliseconds. */
const SLOW_SEARCH = 500;
const SLOW_MUTATION = 2000;
const LATE_TICK = 10_000;
const FAILED_REQUESTS = 0.05;
const QUEUED_READS = 100;
const MEMORY_SHARE = 0.9;

export const milvus: AlertGroup = {
  name: 'milvus',
  rules: ({ select, milvusMemory }) => {
    const own = (metric: string, matchers?: string) => select('milvus', metric, matchers);
    const p99 = (metric: string, matchers?: string) =>
      `histogram_quantile(0.99, sum by (le) (rate(${own(`${metric}_bucket`, matchers)}[5m])))`;
    const requests = (status: string) =>
      `sum by (function_name) (rate(${own('milvus_proxy_req_count', `status="${status}"`)}[5m]))`;
    return [
      {
        alert: 'MilvusDown',
        expr: `absent(${own('up')} == 1)`,
        for: '2m',
        severity: 'critical',
        summary: 'Milvus is down',
        description: 'Milvus gives no metrics; searches find by words only.',
      },
      {
        alert: 'MilvusSearchSlow',
        expr: `${p99('milvus_proxy_sq_latency', 'query_type="search"')} > ${SLOW_SEARCH}`,
        for: '10m',
        severity: 'warning',
        summary: 'Milvus searches slowly',
        description: 'The 99th percentile of a search in Milvus is {{ $value | humanize }} ms.',
      },
      {
        alert: 'MilvusMutationSlow',
        expr: `${p99('milvus_proxy_mutation_latency')} > ${SLOW_MUTATION}`,
        for: '10m',
        severity: 'warning',
        summary: 'Milvus writes slowly',
        description: 'The 99th percentile of a write in Milvus is {{ $value | humanize }} ms.',
      },
      {
        alert: 'MilvusRequestFailures',
        expr: `${requests('fail')} / ${requests('total')} > ${FAILED_REQUESTS}`,
        for: '10m',
        severity: 'warning',
        summary: 'Milvus refuses requests',
        description: '{{ $value | humanizePercentage }} of the {{ $labels.function_name }} requests failed.',
      },
      {
        alert: 'MilvusWriteDenied',
        expr: `max by (quota_states) (${own('milvus_rootcoord_quota_states')}) > 0`,
        for: '2m',
        severity: 'critical',
        summary: 'Milvus takes no writes',
        description: 'Milvus denies writes: {{ $labels.quota_states }}.',
      },
      {
        alert: 'MilvusTimeTickLag',
        expr: `max(${own('milvus_proxy_tt_lag_ms')}) > ${LATE_TICK}`,
        for: '5m',
        severity: 'warning',
        summary: "Milvus' clock is behind",
        description: 'Time ticks are {{ $value | humanize }} ms late; new vectors are found late.',
      },
      {
        alert: 'MilvusQueueBuildup',
        expr: `sum(${own('milvus_querynode_read_task_unsolved_len')}) + sum(${own('milvus_querynode_read_task_ready_len')}) > ${QUEUED_READS}`,
        for: '5m',
        severity: 'warning',
        summary: 'Searches queue up in Milvus',
        description: '{{ $value }} reads wait in Milvus.',
      },
      {
        alert: 'MilvusMemory',
        expr: `${own('process_resident_memory_bytes')} > ${Math.round(milvusMemory * MEMORY_SHARE)}`,
        for: '10m',
        severity: 'warning',
        summary: 'Milvus is close to its memory limit',
        description: 'Milvus holds {{ $value | humanize1024 }}B.',
      },
    ];
  },
};
