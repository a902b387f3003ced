import { type Job, selectIn } from '../alerts/alert.ts';
import { type Curve, NAMESPACE, type Panel, type Unit } from './panel.ts';

const WINDOW = '$__rate_interval';

/** Selects the series of a job in the stack that is chosen. */
export const of = (job: Job) => (metric: string, matchers?: string) =>
  selectIn(NAMESPACE)(job, metric, matchers);

export const perSecond = (selector: string, by: string): string =>
  `sum by (${by}) (rate(${selector}[${WINDOW}]))`;

/** The 50th, 95th and 99th percentile of a histogram's buckets. */
export const percentiles = (selector: string): Curve[] =>
  [50, 95, 99].map((share) => ({
    expr: `histogram_quantile(${share / 100}, ${perSecond(selector, 'le')})`,
    legend: `p${share}`,
  }));

/** A panel of curves over time. */
export const over = (title: string, unit: Unit, description: string, ...curves: Curve[]): Panel => ({
  title,
  unit,
  description,
  kind: 'timeseries',
  curves,
});

/** A panel of one number. */
export const now = (title: string, unit: Unit, description: string, expr: string): Panel => ({
  title,
  unit,
  description,
  kind: 'stat',
  curves: [{ expr, legend: '' }],
});

export const curve = (expr: string, legend: string): Curve => ({ expr, legend });
