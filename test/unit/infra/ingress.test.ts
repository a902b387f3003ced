import assert from 'node:assert/strict';
import { test } from 'node:test';
import { all, DIGEST, declared, find } from './mocks.ts';

const of = async (overrides: Record<string, unknown> = {}, stack = 'production') =>
  (
    await declared(stack, {
      ...(stack === 'development' ? {} : { api: { image: { digest: DIGEST } } }),
      ...overrides,
    })
  ).resources;

const policyNames = async (...args: Parameters<typeof of>) =>
  all(await of(...args), 'NetworkPolicy').map(({ name }) => name);

test('pods that answer an ACME server are reached by the ingress controller, and by nobody else', async () => {
  const { spec } = find(
    await of({ cluster: { ingressNamespace: 'edge' } }),
    'NetworkPolicy',
    'acme-solver',
  ).inputs;
  assert.deepEqual(spec, {
    podSelector: { matchExpressions: [{ key: 'acme.cert-manager.io/http01-solver', operator: 'Exists' }] },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } } }],
        ports: [{ port: 8089, protocol: 'TCP' }],
      },
    ],
  });
});

test('nothing is opened for them where cert-manager makes no certificate', async () => {
  const secret = { mode: 'secret', secretName: 'own' };
  for (const names of [
    await policyNames({ ingress: { tls: secret } }),
    await policyNames({ ingress: { enabled: false } }),
    await policyNames({}, 'development'),
  ]) {
    assert.ok(names.includes('default-deny'));
    assert.ok(!names.includes('acme-solver'));
  }
});

test('the Ingress of the API takes only the paths of the API, so that a solver of the same host has its own', async () => {
  const { spec, metadata } = find(await of(), 'Ingress', 'mcp-api').inputs;
  for (const { path, pathType } of spec.rules[0].http.paths) {
    assert.equal(pathType, 'Prefix');
    assert.ok(!path.startsWith('/.well-known'));
  }
  assert.deepEqual(Object.keys(metadata.annotations).sort(), [
    'cert-manager.io/cluster-issuer',
    'pulumi.com/skipAwait',
  ]);
});
