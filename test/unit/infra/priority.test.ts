import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merge } from '../../../stacks/merge.ts';
import { OPTIONAL_SECTIONS } from '../stacks/keys.ts';
import { all, DIGEST, declared, find, pods, type Recorded } from './mocks.ts';

const STORES = ['mysql', 'redis-state', 'redis-cache', 'milvus'];
const SERVICE = ['mcp-api', 'embeddings'];

const tier = (workload: string) =>
  STORES.includes(workload) ? 'stores' : SERVICE.includes(workload) ? 'service' : 'support';

const of = async (stack: string, overrides: Record<string, unknown> = {}) =>
  (await declared(stack, merge({ api: { image: { digest: DIGEST } } }, overrides))).resources;

const classes = (resources: Recorded[]): [string, number][] =>
  all(resources, 'PriorityClass').map(({ inputs }) => [inputs.metadata.name, inputs.value]);

const named = (resources: Recorded[]) =>
  pods(resources).map(([name, pod]) => [name, pod.priorityClassName] as const);

test('every pod has a class of the stack: stores above the service, the service above the rest', async () => {
  const resources = await of('production');
  assert.deepEqual(classes(resources), [
    ['mcp-production-stores-10000', 10_000],
    ['mcp-production-service-9900', 9900],
    ['mcp-production-support-9800', 9800],
  ]);
  const own = Object.fromEntries(classes(resources).map(([name]) => [name.split('-').at(-2), name]));
  const workloads = named(resources);
  assert.ok(workloads.length >= 11);
  for (const [name, priorityClass] of workloads) assert.equal(priorityClass, own[tier(name)], name);
});

test('a class is no default, and belongs to a stack that its name tells', async () => {
  for (const { inputs } of all(await of('review-17', { environment: 'staging' }), 'PriorityClass')) {
    assert.equal('globalDefault' in inputs, false);
    assert.equal('preemptionPolicy' in inputs, false);
    assert.equal('namespace' in inputs.metadata, false);
    assert.match(inputs.metadata.name, /^mcp-review-17-/);
    assert.equal(inputs.metadata.labels['app.kubernetes.io/instance'], 'mcp-review-17');
  }
});

test('nothing of staging takes the room of anything in production', async () => {
  const values = async (stack: string) => classes(await of(stack)).map(([, value]) => value);
  assert.ok(Math.max(...(await values('staging'))) < Math.min(...(await values('production'))));
});

test('another value is another class, since a class cannot change its own', async () => {
  const resources = await of('production', { priority: { value: 500 } });
  assert.deepEqual(classes(resources), [
    ['mcp-production-stores-500', 500],
    ['mcp-production-service-400', 400],
    ['mcp-production-support-300', 300],
  ]);
});

test('classes of the cluster are named, and none is made', async () => {
  const existing = OPTIONAL_SECTIONS['priority.existing'] as Record<string, string>;
  const resources = await of('production', { priority: { mode: 'existing', existing } });
  assert.deepEqual(classes(resources), []);
  for (const [name, priorityClass] of named(resources))
    assert.equal(priorityClass, existing[tier(name)], name);
});

test('development has none', async () => {
  const resources = (await declared('development')).resources;
  assert.deepEqual(classes(resources), []);
  for (const [name, priorityClass] of named(resources)) assert.equal(priorityClass, undefined, name);
});

test('a cluster of Milvus is a store like the one pod', async () => {
  const cluster = OPTIONAL_SECTIONS['milvus.cluster'];
  const resources = await of('production', { milvus: { mode: 'cluster', cluster } });
  const { components } = find(resources, 'Milvus', 'milvus').inputs.spec;
  assert.equal(components.priorityClassName, 'mcp-production-stores-10000');
});
