import { useEffect, useRef, useState } from 'preact/hooks';
import type { Stats } from '../../../src/admin/schemas.ts';
import { Chart } from '../parts/chart.tsx';

const KEPT = 200;

interface Sample {
  at: number;
  total: number;
  perSecond: number;
  p95: number | null;
}

/** Lines of what the figures were since the page was opened. */
export function StatsCharts({ stats }: { stats: Stats }) {
  const last = useRef<Sample>();
  const [samples, setSamples] = useState<Sample[]>([]);
  useEffect(() => {
    const at = Date.now() / 1000;
    const { total, seconds } = stats.requests;
    const before = last.current;
    // Another replica may have answered, whose count is lower.
    const perSecond = before ? Math.max(0, total - before.total) / Math.max(at - before.at, 0.001) : 0;
    const sample = { at, total, perSecond, p95: seconds.p95 === null ? null : seconds.p95 * 1000 };
    last.current = sample;
    setSamples((all) => [...all, sample].slice(-KEPT));
  }, [stats]);
  const times = samples.map(({ at }) => at);
  return (
    <div class="charts">
      <Chart
        title="Requests"
        unit="/s"
        series={[{ label: 'per second', colour: '#2456c9' }]}
        data={[times, samples.map(({ perSecond }) => perSecond)]}
      />
      <Chart
        title="Time to answer"
        unit="ms"
        series={[{ label: 'P95', colour: '#c9541f' }]}
        data={[times, samples.map(({ p95 }) => p95)]}
      />
    </div>
  );
}
