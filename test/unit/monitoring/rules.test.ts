import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_GROUPS, groupsOf, ruleGroups } from '../../../infra/lib/alerts/groups.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { cases } from '../../alerts/cases.ts';
import { promtool, ruleTest } from '../../alerts/promtool.ts';

const settings = loadSettings('development');
const everything = ruleGroups(settings, ALL_GROUPS);
const alerts = everything.groups.flatMap(({ rules }) => rules).filter((rule) => 'alert' in rule);

test('no alert is without a case, and no case without an alert', () => {
  const names = alerts.map(({ alert }) => alert);
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(names.sort(), Object.keys(cases).sort());
});

test('every alert says what is wrong, how grave it is, in which stack, and what to do', () => {
  for (const { alert, labels, annotations } of alerts) {
    assert.equal(labels.namespace, 'mcp-development', alert);
    assert.ok(annotations.summary && annotations.description.endsWith('.'), alert);
    assert.equal(annotations.runbook_url, `docs/runbooks/${alert}.md`);
  }
});

test('alerts link to where the settings say the runbooks are', () => {
  const runbookUrl = 'https://wiki.example.com/runbooks/';
  const [group] = ruleGroups(loadSettings('production', { monitoring: { runbookUrl } })).groups;
  const [rule] = group?.rules ?? [];
  assert.ok(rule && 'alert' in rule);
  assert.equal(rule.annotations.runbook_url, `${runbookUrl}HighErrorRate.md`);
});

test('a stack has the rules whose metrics it has', () => {
  const names = (stack: string, overrides: object = {}) =>
    groupsOf(loadSettings(stack, overrides)).map(({ name }) => name);
  const own = names('production');
  for (const name of ['milvus', 'mysql', 'redis', 'mcp-monitoring']) assert.ok(own.includes(name), name);
  const operator = names('production', { monitoring: { mode: 'operator' } });
  assert.ok(operator.includes('mcp-kubernetes') && operator.includes('mcp-upkeep'));
  assert.ok(!operator.includes('mcp-monitoring'));
  const external = { host: 'z', port: 443, tls: true, token: 'long-enough' };
  assert.ok(!names('production', { milvus: { mode: 'external', external } }).includes('milvus'));
  assert.ok(!names('production', { monitoring: { exporters: false } }).includes('mysql'));
});

test('Prometheus takes the rules', async () => {
  await promtool(['check', 'rules', 'rules.yml'], { 'rules.yml': everything });
});

for (const [alert, { fires, silent }] of Object.entries(cases)) {
  test(`${alert} fires when it must and stays silent when it must`, async () => {
    const tests = [ruleTest(alert, fires, true), ruleTest(alert, silent, false)];
    // Its own group alone: promtool evaluates every rule it is given in every minute.
    const groups = everything.groups.filter(({ rules }) =>
      rules.some((rule) => 'alert' in rule && rule.alert === alert),
    );
    const file = { rule_files: ['rules.yml'], evaluation_interval: fires.every ?? '1m', tests };
    await promtool(['test', 'rules', 'test.yml'], { 'rules.yml': { groups }, 'test.yml': file });
  });
}
