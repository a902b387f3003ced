import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { DASHBOARDS } from '../../infra/lib/dashboards/dashboard.ts';
import { eventually } from '../service/support/http.ts';
import type { Api } from './outages.ts';
import { STACK } from './support/deploy.ts';
import { type AskPrometheus, withPrometheus } from './support/prometheus.ts';

/** Figures come with the next scrape, and rates with the one after; jobs of the service run every minute. */
const SCRAPED_MS = 120_000;
/** New figures come every few seconds. */
const PACE_MS = 500;
const JOBS = ['alertmanager', 'mcp-api', 'milvus', 'mysql-exporter', 'prometheus', 'redis-exporter'];
const PROJECT = 'watched';

interface Series {
  value: [time: number, value: string];
}

/** Every query of the dashboards as Grafana would send it, with the panel it is in. */
const queries = DASHBOARDS.flatMap(({ title, rows }) =>
  rows.flatMap(({ panels }) =>
    panels.flatMap((panel) =>
      panel.curves.map(({ expr, legend }) => ({
        name: [title, panel.title, legend].filter(Boolean).join(' › '),
        query: expr.replaceAll('$namespace', `mcp-${STACK}`).replaceAll('$__rate_interval', '1m'),
      })),
    ),
  ),
);

/** Whether the query has a number for its panel to draw. */
async function hasData(ask: AskPrometheus, query: string): Promise<boolean> {
  const { result } = (await ask('query', { query })) as { result: Series[] };
  return result.some(({ value: [, number] }) => Number.isFinite(Number(number)));
}

/** What clients do all day. */
async function useService(api: Api, number: number): Promise<void> {
  const memories = `/projects/${PROJECT}/memories`;
  const content = `figure ${number} was drawn in the margin`;
  const stored = await api(memories, { content, tier: 'mid' });
  for (let reads = 0; reads < 2; reads++) await api(`${memories}/${stored.body.memory.id}`);
  await api(`${memories}/search`, { query: `which figure is ${number}` });
}

/** What the stack's own Prometheus has to say. */
export function testMonitoring(api: Api): void {
  test('Prometheus reaches every target and evaluates every rule', () =>
    withPrometheus(async (ask) => {
      const targets = () =>
        ask('targets', { state: 'active' }).then(({ activeTargets }) =>
          (activeTargets as { labels: { job: string }; health: string; lastError: string }[]).map(
            ({ labels: { job }, health, lastError }) => ({ job, health, lastError }),
          ),
        );
      await eventually(
        async () => ((await targets()).every(({ health }) => health === 'up') ? true : undefined),
        SCRAPED_MS,
      ).catch(async () => assert.fail(JSON.stringify(await targets())));
      assert.deepEqual([...new Set((await targets()).map(({ job }) => job))].sort(), JOBS);

      const { groups } = (await ask('rules')) as {
        groups: { rules: { name: string; health: string; lastError?: string }[] }[];
      };
      const unwell = groups.flatMap(({ rules }) => rules).filter(({ health }) => health !== 'ok');
      assert.deepEqual(unwell, []);
      assert.ok(groups.length > 0);
    }));

  test('every panel of every dashboard has data', (t) =>
    withPrometheus(async (ask) => {
      const end = performance.now() + SCRAPED_MS;
      let empty = queries;
      for (let number = 0; empty.length > 0 && performance.now() < end; number++) {
        await useService(api, number);
        const answers = await Promise.all(empty.map(({ query }) => hasData(ask, query)));
        empty = empty.filter((_, at) => !answers[at]);
        if (empty.length > 0) await delay(PACE_MS);
      }
      assert.deepEqual(empty, []);
      t.diagnostic(`${queries.length} queries of ${DASHBOARDS.length} dashboards`);
    }));
}
