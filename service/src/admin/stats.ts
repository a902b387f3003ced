import type { MetricObjectWithValues, MetricValue, MetricValueWithName } from 'prom-client';
import { quantile } from './quantile.ts';
import type { Quantiles, Stats } from './schemas.ts';

type Value = MetricValue<string> & Partial<MetricValueWithName<string>>;
type Series = MetricObjectWithValues<Value>;

/** What the process knows of itself besides its metrics. */
export interface ReplicaFacts {
  version: string;
  /** Name of the machine or pod. */
  replica: string;
  uptimeSeconds: number;
}

/** A figure as JSON can say it: null while it is not known. */
const known = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;

const sum = (values: readonly Value[]): number => values.reduce((total, { value }) => total + value, 0);

const sample =
  ({ name }: Series, suffix: string) =>
  (value: Value) =>
    value.metricName === `${name}_${suffix}`;

/** P50, P95 and P99 of the observations of a histogram that `wanted` selects. */
function quantiles(series: Series, wanted: (value: Value) => boolean): Quantiles {
  const counts = new Map<number, number>();
  for (const { labels, value } of series.values.filter(sample(series, 'bucket')).filter(wanted)) {
    const le = Number(String(labels.le).replace('+Inf', 'Infinity'));
    counts.set(le, (counts.get(le) ?? 0) + value);
  }
  const buckets = [...counts].map(([le, count]) => ({ le, count }));
  return { p50: quantile(0.5, buckets), p95: quantile(0.95, buckets), p99: quantile(0.99, buckets) };
}

function requests(counter: Series, durations: Series): Stats['requests'] {
  const total = sum(counter.values);
  const errors = sum(counter.values.filter(({ labels }) => Number(labels.status) >= 500));
  const byStatus: Record<string, number> = {};
  for (const { labels, value } of counter.values) {
    const status = String(labels.status);
    byStatus[status] = (byStatus[status] ?? 0) + value;
  }
  const errorRatio = total === 0 ? 0 : errors / total;
  return { total, byStatus, errorRatio, seconds: quantiles(durations, () => true) };
}

function steps(series: Series): Stats['steps'] {
  const counts = series.values.filter(sample(series, 'count'));
  const names = [...new Set(counts.map(({ labels }) => String(labels.step)))];
  return Object.fromEntries(
    names.map((step) => {
      const of = counts.filter(({ labels }) => labels.step === step);
      const ok = sum(of.filter(({ labels }) => labels.ok === 'true'));
      const seconds = quantiles(series, ({ labels }) => labels.step === step);
      return [step, { ok, failed: sum(of) - ok, seconds }];
    }),
  );
}

const labelled = (name: string, labels: Value['labels']): string => {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
};

/** Every counter and gauge of the service under the name that Prometheus has for it. */
function figures(all: readonly Series[]): Stats['figures'] {
  const plain = all.filter(({ name, type }) => name.startsWith('mcp_') && String(type) !== 'histogram');
  return Object.fromEntries(
    plain.flatMap(({ name, values }) =>
      values.map(({ labels, value }) => [labelled(name, labels), known(value)]),
    ),
  );
}

/**
 * The state of one replica in numbers, from what `/metrics` shows.
 *
 * @param all the registry's metrics as JSON
 */
export function statsOf(all: readonly Series[], facts: ReplicaFacts): Stats {
  const find = (name: string): Series =>
    all.find((series) => series.name === name) ?? ({ name, values: [] } as unknown as Series);
  const gauge = (name: string) => known(find(name).values[0]?.value);
  return {
    ...facts,
    requests: requests(find('http_requests_total'), find('http_request_duration_seconds')),
    steps: steps(find('mcp_step_duration_seconds')),
    process: {
      residentBytes: gauge('process_resident_memory_bytes'),
      heapUsedBytes: gauge('nodejs_heap_size_used_bytes'),
      cpuSeconds: gauge('process_cpu_seconds_total'),
      eventLoopLagP99Seconds: gauge('nodejs_eventloop_lag_p99_seconds'),
    },
    figures: figures(all),
  };
}
