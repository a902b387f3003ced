import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PodMonitor, PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { AlertmanagerConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1';
import { alertmanagerSpec } from '../../../infra/lib/alertmanager/operator.ts';
import { ruleGroups } from '../../../infra/lib/alerts/groups.ts';
import { podMonitorSpec, scrapedPods } from '../../../infra/lib/pod-monitors.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { OPTIONAL_SECTIONS } from '../stacks/keys.ts';

const settings = loadSettings('production', {
  monitoring: {
    mode: 'operator',
    email: OPTIONAL_SECTIONS['monitoring.email'],
    slack: OPTIONAL_SECTIONS['monitoring.slack'],
  },
});
const metadata = { name: 'tested' };
const key = { name: 'mcp-receivers', key: 'any' };

// biome-ignore lint/suspicious/noExplicitAny: the schema of the kind is what judges
const valid = (Kind: new (data: any) => { validate(): void }, spec: object) =>
  new Kind({ metadata, spec }).validate();

test("the operator's own schemas accept what it is given", () => {
  valid(AlertmanagerConfig, alertmanagerSpec(settings, { email: key, slack: key }));
  valid(PrometheusRule, ruleGroups(settings));
  for (const component of scrapedPods(settings)) valid(PodMonitor, podMonitorSpec(component, settings));
  assert.throws(() => valid(PodMonitor, {}), /selector/);
});
