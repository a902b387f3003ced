import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parts, storage, version } from '../../../../deploy/doctor/cluster.ts';
import type { Ask } from '../../../../deploy/doctor/finding.ts';
import { nodeSettings } from '../../../../deploy/doctor/node-settings.ts';
import { priorities } from '../../../../deploy/doctor/priorities.ts';
import { loadSettings } from '../../../../stacks/load.ts';

/** A cluster that answers what is listed, by the words that a question contains, and knows nothing else. */
const cluster =
  (answers: Record<string, unknown>): Ask =>
  async (args) => {
    const found = Object.entries(answers).find(([words]) => args.join(' ').includes(words))?.[1];
    if (found === undefined) return { code: 1, stdout: '', stderr: 'not found' };
    return { code: 0, stdout: typeof found === 'string' ? found : JSON.stringify(found), stderr: '' };
  };

const server = (minor: string) => ({ version: { serverVersion: { major: '1', minor } } });
const development = loadSettings('development');
const production = loadSettings('production', {
  monitoring: { mode: 'operator' },
  api: { hpa: { customMetric: { name: 'http_requests_in_flight', averageValue: 10 } } },
});

test('a cluster that does not answer or is too old is told, a newer one is not', async () => {
  assert.equal((await version(cluster({}))).problem, 'not found');
  assert.match((await version(cluster(server('29')))).problem ?? '', /1\.30 is the oldest/);
  assert.deepEqual(await version(cluster(server('34+'))), { what: 'Kubernetes 1.34' });
});

test('the storage class is the one of the settings, else the default, and its volumes can grow', async () => {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  const usual = { metadata: { name: 'usual', annotations }, allowVolumeExpansion: true };
  const fixed = { metadata: { name: 'fixed' } };
  const ask = cluster({ storageclasses: { items: [usual, fixed] } });
  const named = (storageClass: string) =>
    storage(loadSettings('development', { cluster: { storageClass } }), ask);
  assert.deepEqual(await storage(development, ask), { what: 'storage class usual' });
  assert.match((await named('fixed')).problem ?? '', /cannot grow/);
  assert.match((await named('other')).problem ?? '', /the cluster has usual, fixed/);
  assert.match((await storage(development, cluster({}))).problem ?? '', /the cluster has none/);
});

test('only what the settings count on is looked for', async () => {
  const none = await parts(production, cluster({}));
  assert.deepEqual(
    none.map(({ what }) => what),
    [
      'ingress class traefik',
      'figures for the autoscaler',
      'custom metrics for the autoscaler',
      'cert-manager',
      'a Prometheus operator',
    ],
  );
  for (const { problem } of none) assert.match(problem ?? '', /^the cluster has none: install/);
  const all = {
    ingressclass: {},
    '/apis/metrics.k8s.io': {},
    '/apis/custom.metrics.k8s.io': {},
    'cert-manager.io': {},
    'monitoring.coreos.com': {},
  };
  for (const { problem } of await parts(production, cluster(all))) assert.equal(problem, undefined);
  assert.deepEqual(await parts(development, cluster(all)), [{ what: 'ingress class traefik' }]);
});

test('priority classes may be made, or are there; nothing is asked where there are none', async () => {
  assert.match((await priorities(production, cluster({})))[0]?.problem ?? '', /settings\.priority\.existing/);
  const allowed = cluster({ 'auth can-i create priorityclasses.scheduling.k8s.io': 'yes' });
  assert.deepEqual(await priorities(production, allowed), [{ what: "priority classes of the stack's own" }]);
  const existing = { stores: 'data', service: 'usual', support: 'usual' };
  const named = loadSettings('production', { priority: { mode: 'existing', existing } });
  const found = await priorities(named, cluster({ 'priorityclass data': {} }));
  assert.deepEqual(found[0], { what: 'priority class data' });
  assert.match(found[1]?.problem ?? '', /no pod would start/);
  assert.equal(found.length, 2);
  assert.deepEqual(await priorities(development, cluster({})), []);
});

test('nodes must let 1024 connections wait', async () => {
  const found = await nodeSettings(cluster({ 'exec deployment/mcp-api': '4096\n512\n' }));
  assert.deepEqual(found[0], { what: 'net.core.somaxconn = 4096' });
  assert.match(found[1]?.problem ?? '', /at least 1024: sysctl -w net\.ipv4\.tcp_max_syn_backlog=1024/);
  assert.deepEqual(await nodeSettings(cluster({})), []);
});
