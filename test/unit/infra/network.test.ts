import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from 'js-yaml';
import type { Edge } from '../../../infra/lib/edge.ts';
import { edges } from '../../../infra/lib/edges.ts';
import { denyByDefault, policies } from '../../../infra/lib/network-policies.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { E2E_CONNECTIONS } from '../../e2e/network/table.ts';
import { CONNECTIONS, type Connection, WITH_EXPORTERS } from '../../fixtures/edges.ts';

const nameOf = (end: Edge['from']): string =>
  typeof end === 'string' ? end : 'cidr' in end ? end.cidr : `namespace ${end.namespace}`;

const arrow = ([from, to, ...ports]: Connection): string => `${from} → ${to} ${ports.join(',')}`;

const arrows = (overrides: object = {}): string[] =>
  edges(loadSettings('development', overrides))
    .map(({ from, to, ports }) => arrow([nameOf(from), nameOf(to), ...ports]))
    .sort();

test('the connections of a stack are exactly these', () => {
  const embeddings = { download: false };
  assert.deepEqual(arrows({ embeddings }), CONNECTIONS.map(arrow).sort());
  assert.deepEqual(
    arrows({ embeddings, monitoring: { exporters: true } }),
    [...CONNECTIONS, ...WITH_EXPORTERS].map(arrow).sort(),
  );
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

/** One line per port, since the program and the table may group them differently. */
const single = (connections: Connection[]): string[] =>
  connections.flatMap(([from, to, ...ports]) => ports.map((port) => arrow([from, to, port]))).sort();

test('the e2e stack has exactly the connections that are tried on the cluster', () => {
  const file = readFileSync(new URL('../../e2e/Pulumi.e2e.yaml', import.meta.url), 'utf8');
  const { config } = load(file) as { config: Record<string, object> };
  const overrides = { ...config['mcp-system:settings'], embeddings: { download: false } };
  const declared = edges(loadSettings('e2e', overrides)).map(
    ({ from, to, ports }): Connection => [nameOf(from), nameOf(to), ...ports],
  );
  assert.deepEqual(single(declared), single(E2E_CONNECTIONS));
});
