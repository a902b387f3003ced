import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ALL_GROUPS, ruleGroups } from '../../../infra/lib/alerts/groups.ts';
import { DASHBOARDS, dashboardJson } from '../../../infra/lib/dashboards/dashboard.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { assertKnown } from '../../alerts/metrics/known.ts';
import { promtool } from '../../alerts/promtool.ts';
import { all, DIGEST, declared, find } from '../infra/mocks.ts';

const panels = DASHBOARDS.flatMap(({ rows }) => rows.flatMap((row) => row.panels));

/** The query as Grafana would send it. */
const sent = (expr: string): string =>
  expr.replaceAll('$namespace', 'mcp-development').replaceAll('$__rate_interval', '1m');

test('Prometheus takes every query', async () => {
  const rules = panels
    .flatMap(({ curves }) => curves)
    .map(({ expr }, index) => ({ record: `query:${index}`, expr: sent(expr) }));
  for (const { expr } of rules) assert.doesNotMatch(expr, /\$/);
  await promtool(['check', 'rules', 'queries.yml'], { 'queries.yml': { groups: [{ name: 'q', rules }] } });
});

test('panels and rules ask for metrics that there are', () => {
  for (const { curves } of panels) for (const { expr } of curves) assertKnown(expr);
  for (const { rules } of ruleGroups(loadSettings('development'), ALL_GROUPS).groups)
    for (const { expr } of rules) assertKnown(expr);
  assert.throws(() => assertKnown('rate(mcp_nothing{job="mcp-api"}[5m])'), /mcp-api has no mcp_nothing/);
});

test('every panel says what it shows, and has room of its own', () => {
  for (const dashboard of DASHBOARDS) {
    const placed = JSON.parse(dashboardJson(dashboard)).panels;
    const ids = placed.map(({ id }: { id: number }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const corners = placed.map(({ gridPos: { x, y } }: { gridPos: { x: number; y: number } }) => `${x} ${y}`);
    assert.equal(new Set(corners).size, corners.length, dashboard.uid);
  }
  for (const { title, description } of panels) assert.ok(description.endsWith('.'), title);
});

test('docs/dashboards has what `node infra/dashboards.ts` writes', () => {
  for (const dashboard of DASHBOARDS) {
    const file = new URL(`../../../docs/dashboards/${dashboard.uid}.json`, import.meta.url);
    assert.equal(readFileSync(file, 'utf8'), dashboardJson(dashboard));
  }
});

test("Grafana's sidecar is given the dashboards where the settings ask for it", async () => {
  const image = { digest: DIGEST };
  const { resources } = await declared('production', { api: { image }, monitoring: { dashboards: true } });
  const { metadata, data } = find(resources, 'ConfigMap', 'mcp-service-dashboard').inputs;
  assert.equal(metadata.labels.grafana_dashboard, '1');
  assert.equal(JSON.parse(data['mcp-service.json']).title, 'MCP system · service');
  const without = await declared('production', { api: { image } });
  assert.ok(!all(without.resources, 'ConfigMap').some(({ name }) => name.endsWith('-dashboard')));
});
