import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** Metrics of a job as its process gave them: lines of name and type, as after `# TYPE`. */
const typesOf = (job: string): Map<string, string> =>
  new Map(
    readFileSync(new URL(`${job}.txt`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string]),
  );

/** Fails where `expr` selects a metric that its job does not give. */
export function assertKnown(expr: string): void {
  for (const [, metric = '', job = ''] of expr.matchAll(/(\w+)\{job="([^"]+)"/g)) {
    if (metric === 'up') continue;
    const types = typesOf(job);
    const histogram = metric.replace(/_(bucket|count|sum)$/, '');
    assert.ok(
      types.has(metric) || (histogram !== metric && types.get(histogram) === 'histogram'),
      `${job} has no ${metric}`,
    );
  }
}
