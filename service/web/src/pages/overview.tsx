import type { Stats } from '../../../src/admin/schemas.ts';
import { call } from '../api.ts';
import { useLoaded } from '../data.ts';
import { Page, Show } from '../parts/page.tsx';
import { LiveEvents } from './live-events.tsx';
import { StatsCharts } from './stats-charts.tsx';

const REFRESH_MS = 3000;
const MEGABYTE = 1_000_000;

interface Health {
  status: 'healthy' | 'unhealthy';
  checks: Record<string, boolean>;
}

// An unhealthy service says so with status 503 and the same body.
const health = () => fetch('/health').then((response) => response.json() as Promise<Health>);
const ms = (seconds: number | null) => (seconds === null ? '–' : `${(seconds * 1000).toFixed(1)} ms`);

/** How the service is right now. */
export function Overview() {
  const checks = useLoaded(health, [], REFRESH_MS);
  const stats = useLoaded(() => call<Stats>('/admin/stats'), [], REFRESH_MS);
  return (
    <Page title="Overview">
      <Show from={checks}>
        {(found) => (
          <ul class="tiles">
            <li class={found.status}>{found.status}</li>
            {Object.entries(found.checks).map(([store, up]) => (
              <li key={store} class={up ? 'healthy' : 'unhealthy'}>
                {store} {up ? 'answers' : 'does not answer'}
              </li>
            ))}
          </ul>
        )}
      </Show>
      <Show from={stats}>
        {(found) => (
          <>
            <dl class="facts">
              <dt>Version</dt>
              <dd>
                {found.version} on {found.replica}
              </dd>
              <dt>Requests</dt>
              <dd>
                {found.requests.total}, {(found.requests.errorRatio * 100).toFixed(2)} % failed, P95{' '}
                {ms(found.requests.seconds.p95)}
              </dd>
              <dt>Memory</dt>
              <dd>{Math.round((found.process.residentBytes ?? 0) / MEGABYTE)} MB</dd>
              <dt>Vectors out of date</dt>
              <dd>{found.figures.mcp_outbox_pending ?? '–'}</dd>
            </dl>
            <StatsCharts stats={found} />
          </>
        )}
      </Show>
      <LiveEvents />
    </Page>
  );
}
