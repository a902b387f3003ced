import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from 'js-yaml';
import { ANSWERS } from '../../../infra/lib/alerts/traffic.ts';
import { podMonitorSpec } from '../../../infra/lib/pod-monitors.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { assertKnown } from '../../alerts/metrics/known.ts';
import { promtool } from '../../alerts/promtool.ts';

interface Rule {
  seriesQuery: string;
  resources: { overrides: Record<string, { resource: string }> };
  name: { as: string };
  metricsQuery: string;
}

const page = readFileSync(new URL('../../../docs/OPERATIONS.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```yaml\n([\s\S]+?)^```/gm)].map(([, text = '']) => load(text));
const found = <T>(key: string) => blocks.find((block) => key in (block as object)) as T;

const [rule] = found<{ rules: { custom: [Rule] } }>('rules').rules.custom;
const { hpa } = found<{ api: { hpa: object } }>('api').api;
const SERIES = 'http_request_duration_seconds_sum';

/** The query as prometheus-adapter asks it for every pod of a namespace. */
const asked = rule.metricsQuery
  .replaceAll('<<.Series>>', SERIES)
  .replaceAll('<<.LabelMatchers>>', 'namespace="mcp-production",pod=~"a|b"')
  .replaceAll('<<.GroupBy>>', 'pod');

test('the rule for the adapter reads a metric of the service, by labels that the operator gives', () => {
  assertKnown(rule.seriesQuery);
  assert.ok(rule.seriesQuery.startsWith(`${SERIES}{`));
  const { jobLabel, selector } = podMonitorSpec('mcp-api', loadSettings('production'));
  assert.ok(rule.seriesQuery.includes(`job="${selector.matchLabels[jobLabel]}"`));
  assert.deepEqual(rule.resources.overrides, {
    namespace: { resource: 'namespace' },
    pod: { resource: 'pod' },
  });
});

test('the settings beside it are right, and name what the rule makes', () => {
  const { customMetric } = loadSettings('production', { api: { hpa } }).api.hpa;
  assert.equal(customMetric?.name, rule.name.as);
});

test('it is the number of requests that each pod has in hand, without probes and streams', async () => {
  assert.ok(rule.metricsQuery.includes(ANSWERS));
  const series = (pod: string, route: string) =>
    `${SERIES}{job="mcp-api",namespace="mcp-production",pod="${pod}",method="GET",route="${route}"}`;
  // Every 15 seconds, 60 and 75 seconds of work were done: 4 and 5 at a time.
  const input_series = [
    { series: series('a', '/api/v1/projects'), values: '0+60x40' },
    { series: series('a', '/mcp'), values: '0+75x40' },
    { series: series('a', '/ws'), values: '0+900x40' },
    { series: series('a', '/ready'), values: '0+900x40' },
    { series: series('a', '/api/v1/projects/:project/export'), values: '0+900x40' },
    { series: series('b', '/mcp'), values: '0+15x40' },
    { series: series('c', '/mcp'), values: '0+15x40' },
  ];
  const exp_samples = [
    { labels: '{pod="a"}', value: 9 },
    { labels: '{pod="b"}', value: 1 },
  ];
  const tests = [
    { interval: '15s', input_series, promql_expr_test: [{ expr: asked, eval_time: '5m', exp_samples }] },
  ];
  await promtool(['test', 'rules', 'test.yml'], { 'test.yml': { rule_files: [], tests } });
});
