import { Gauge, Histogram, type Registry } from 'prom-client';
import type { JobMetrics } from '../jobs/running.ts';

const BUCKETS = [0.01, 0.1, 1, 5, 15, 60, 300, 1800, 7200];

/** Metrics of the background jobs. Names of jobs are few; projects are never a label. */
export function createJobMetrics(registry: Registry): JobMetrics {
  const registers = [registry];
  const durations = new Histogram({
    name: 'mcp_job_duration_seconds',
    help: 'Time a background job took',
    labelNames: ['job', 'ok'] as const,
    buckets: BUCKETS,
    registers,
  });
  const succeeded = new Gauge({
    name: 'mcp_job_last_success_timestamp_seconds',
    help: 'When a background job last succeeded in this process',
    labelNames: ['job'] as const,
    registers,
  });
  return {
    jobEnded(name, ok, seconds) {
      durations.observe({ job: name, ok: String(ok) }, seconds);
      if (ok) succeeded.set({ job: name }, Date.now() / 1000);
    },
  };
}
