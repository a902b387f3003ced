/** Series by selector, in promtool's notation, and the moment that is looked at, such as 15m. */
export interface Situation {
  at: string;
  /** Time between two samples; a minute without it. */
  every?: string;
  series: Record<string, string>;
}

/** When an alert must fire, and when it must not although something is there to see. */
export interface AlertCase {
  fires: Situation;
  silent: Situation;
}

export const NAMESPACE = 'mcp-development';

/** A series of the stack under test: job, namespace and further labels. */
export const series = (job: string, metric: string, labels: Record<string, string> = {}): string =>
  `${metric}{${Object.entries({ job, namespace: NAMESPACE, instance: `${job}:1`, ...labels })
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;

export const api = (metric: string, labels?: Record<string, string>) => series('mcp-api', metric, labels);

/** The same value for a day, sampled every minute. */
export const steady = (value: number): string => `${value}x1440`;

/** A counter that grows by `perMinute`, for `minutes`. */
export const growing = (perMinute: number, minutes = 1440): string => `0+${perMinute}x${minutes}`;

/** A gauge that is above a bound in one situation and below it in the other. */
export const bound = (at: string, selector: string, fires: number, silent: number): AlertCase => ({
  fires: { at, series: { [selector]: steady(fires) } },
  silent: { at, series: { [selector]: steady(silent) } },
});

/** A counter that grows too fast in one situation and slowly enough in the other. Per minute. */
export const rate = (at: string, selector: string, fires: number, silent: number): AlertCase => ({
  fires: { at, series: { [selector]: growing(fires) } },
  silent: { at, series: { [selector]: growing(silent) } },
});

/** Two series of which the first, over the second, makes the alert. */
export const share = (
  at: string,
  part: string,
  whole: string,
  fires: [string, string],
  silent: [string, string],
): AlertCase => ({
  fires: { at, series: { [part]: fires[0], [whole]: fires[1] } },
  silent: { at, series: { [part]: silent[0], [whole]: silent[1] } },
});
