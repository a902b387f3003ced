import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Edge, edges } from '../../../infra/lib/edges.ts';
import { denyByDefault, policies } from '../../../infra/lib/network-policies.ts';
import { loadSettings } from '../../../stacks/load.ts';

const nameOf = (end: Edge['from']): string =>
  typeof end === 'string' ? end : 'cidr' in end ? end.cidr : `namespace ${end.namespace}`;

const arrows = (overrides: object = {}): string[] =>
  edges(loadSettings('development', overrides))
    .map(({ from, to, ports }) => `${nameOf(from)} → ${nameOf(to)} ${ports.join(',')}`)
    .sort();

test('the connections of a stack are exactly these', () => {
  assert.deepEqual(arrows({ embeddings: { download: false } }), [
    'mcp-api → embeddings 8080',
    'mcp-api → milvus 19530',
    'mcp-api → mysql 3306',
    'mcp-api → redis-cache 6379',
    'mcp-api → redis-state 6379',
    'mcp-migrate → embeddings 8080',
    'mcp-migrate → milvus 19530',
    'mcp-migrate → mysql 3306',
    'mcp-migrate → redis-cache 6379',
    'mcp-migrate → redis-state 6379',
    'namespace traefik → mcp-api 8000,8765',
    'prometheus → alertmanager 9093',
    'prometheus → mcp-api 9090',
    'prometheus → milvus 9091',
  ]);
});

test('a model that is downloaded opens one way out', () => {
  const closed = arrows({ embeddings: { download: false } });
  assert.deepEqual(
    arrows().filter((arrow) => !closed.includes(arrow)),
    ['embeddings → 0.0.0.0/0 443'],
  );
});

test('without an Ingress nobody outside reaches the API; without monitoring nobody scrapes', () => {
  const none = arrows({ ingress: { enabled: false }, monitoring: { mode: 'none' } });
  assert.deepEqual(
    none.filter((arrow) => /namespace|prometheus/.test(arrow)),
    [],
  );
});

test('the operator scrapes from its own namespace', () => {
  const lines = arrows({ monitoring: { mode: 'operator', operatorNamespace: 'observability' } });
  assert.ok(lines.includes('namespace observability → mcp-api 9090'));
  assert.ok(lines.includes('namespace observability → milvus 9091'));
});

test('an edge is allowed at both of its ends', () => {
  const settings = loadSettings('development');
  const specs = policies(edges(settings));
  // biome-ignore lint/suspicious/noExplicitAny: inputs are plain here
  const sides = (spec: any, side: 'ingress' | 'egress') => (spec[side] as object[]).length;
  const all = edges(settings);
  for (const [component, spec] of specs) {
    assert.equal(sides(spec, 'ingress'), all.filter(({ to }) => to === component).length, component);
    assert.equal(sides(spec, 'egress'), all.filter(({ from }) => from === component).length, component);
  }
});

test('by default a pod may only ask the DNS', () => {
  // biome-ignore lint/suspicious/noExplicitAny: inputs are plain here
  const spec = denyByDefault('kube-system') as any;
  assert.deepEqual(spec.podSelector, {});
  assert.deepEqual(spec.policyTypes, ['Ingress', 'Egress']);
  assert.equal('ingress' in spec, false);
  assert.equal(spec.egress.length, 1);
});
