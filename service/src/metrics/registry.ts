import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics, Step } from '../ports.ts';

const HTTP_BUCKETS = [0.002, 0.005, 0.01, 0.02, 0.04, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const STEP_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of one process. Every series has a bounded set of labels: never a URL, key or project. */
export interface ServiceMetrics extends Metrics {
  registry: Registry;
  request(method: string, route: string, status: number, seconds: number): void;
  /** Reads `value` whenever the metrics are collected. */
  gauge(name: string, help: string, value: () => number | Promise<number>): void;
  limiterFallback(): void;
}

/** Creates the registry with process metrics, HTTP, domain steps and the limiter. */
export function createMetrics(): ServiceMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered',
    labelNames,
    registers,
  });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route'] as const,
    buckets: HTTP_BUCKETS,
    registers,
  });
  const steps = new Histogram({
    name: 'mcp_step_duration_seconds',
    help: 'Time of one step of the memory service',
    labelNames: ['step', 'ok'] as const,
    buckets: STEP_BUCKETS,
    registers,
  });
  const fallbacks = new Counter({
    name: 'mcp_rate_limit_fallback_total',
    help: 'Requests counted in this process because Redis did not answer',
    registers,
  });
  return {
    registry,
    request(method, route, status, seconds) {
      requests.inc({ method, route, status });
      durations.observe({ method, route }, seconds);
    },
    observe: (step: Step, seconds, ok) => steps.observe({ step, ok: String(ok) }, seconds),
    gauge(name, help, value) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          // Without its store a figure is not known; the others still are.
          this.set(
            await Promise.resolve()
              .then(value)
              .catch(() => Number.NaN),
          );
        },
      });
    },
    limiterFallback: () => fallbacks.inc(),
  };
}
