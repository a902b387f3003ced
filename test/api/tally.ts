import type { TestService } from '../service/support/service.ts';

/** How often each `METHOD /path/{with}/{parameters}` gave each status, by the services' own metrics. */
export async function answered(services: readonly TestService[]): Promise<Map<string, Map<number, number>>> {
  const counts = new Map<string, Map<number, number>>();
  for (const { app } of services) {
    const metric = await app.metrics.registry.getSingleMetric('http_requests_total')?.get();
    for (const { labels, value } of metric?.values ?? []) {
      // A route template writes a parameter as :name and a colon as two.
      const path = String(labels.route)
        .replace(/(?<!:):(\w+)/g, '{$1}')
        .replaceAll('::', ':')
        .replace(/(.)\/$/, '$1');
      const operation = `${labels.method} ${path}`;
      const statuses = counts.get(operation) ?? new Map<number, number>();
      const status = Number(labels.status);
      statuses.set(status, (statuses.get(status) ?? 0) + value);
      counts.set(operation, statuses);
    }
  }
  return counts;
}
