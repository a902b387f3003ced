import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as pulumi from '@pulumi/pulumi';
import { all, DIGEST, declared, find } from './mocks.ts';

const settled = (output: unknown): Promise<unknown> =>
  new Promise((done) => (output as pulumi.Output<unknown>).apply(done));

test('the image is built from the checkout on the base that the registry has, and deployed by digest', async () => {
  const { resources, outputs } = await declared('development', {
    images: { registry: 'localhost:5000' },
    api: { image: { build: { target: 'prebuilt', network: 'none' } } },
  });
  const { inputs } = find(resources, 'Image', 'mcp-api');
  assert.equal(inputs.imageName, 'localhost:5000/mcp-api:v3.0.0');
  assert.match(inputs.build.dockerfile, /\/service\/Dockerfile$/);
  assert.equal(inputs.build.target, 'prebuilt');
  assert.equal(inputs.build.network, 'none');
  assert.deepEqual(inputs.build.args, { NODE_IMAGE: 'localhost:5000/library/node:24.21.0' });
  const image = `localhost:5000/mcp-api:v3.0.0@${DIGEST}`;
  assert.equal(await settled(outputs.image), image);
  for (const [kind, name] of [
    ['Deployment', 'mcp-api'],
    ['Job', 'mcp-migrate'],
  ] as const) {
    assert.equal(find(resources, kind, name).inputs.spec.template.spec.containers[0].image, image);
  }
});

test('a preview declares the same and invents nothing', async () => {
  const up = await declared('development');
  const preview = await declared('development', {}, { preview: true });
  const names = ({ resources }: typeof up) => resources.map(({ type, name }) => `${type} ${name}`).sort();
  assert.deepEqual(names(preview), names(up));
});

test('one replica of everything, and nothing that only several need', async () => {
  const { resources } = await declared('development');
  assert.equal(find(resources, 'Deployment', 'mcp-api').inputs.spec.replicas, 1);
  assert.deepEqual(all(resources, 'HorizontalPodAutoscaler'), []);
  assert.deepEqual(all(resources, 'PodDisruptionBudget'), []);
  assert.deepEqual(
    resources.filter(({ protect }) => protect),
    [],
  );
});

test('the certificate is signed by itself, for every host, and later runs do not change it', async () => {
  const { resources } = await declared('development');
  const secret = all(resources, 'Secret').find(({ inputs }) => inputs.type === 'kubernetes.io/tls');
  assert.ok(secret);
  assert.ok(secret.secrets.includes('data'));
  assert.deepEqual(secret.ignored, ['data']);
  const pem = Buffer.from(secret.inputs.data['tls.crt'], 'base64').toString();
  const { X509Certificate } = await import('node:crypto');
  const certificate = new X509Certificate(pem);
  assert.match(certificate.subjectAltName ?? '', /DNS:mcp\.localhost, DNS:localhost/);
  assert.ok(certificate.verify(certificate.publicKey));
  assert.deepEqual(find(resources, 'Ingress', 'mcp-api').inputs.spec.tls, [
    { hosts: ['mcp.localhost', 'localhost'], secretName: secret.inputs.metadata.name },
  ]);
});

test('other hosts get another certificate', async () => {
  const secretOf = async (host: string) =>
    find((await declared('development', { ingress: { host } })).resources, 'Ingress', 'mcp-api').inputs.spec
      .tls[0].secretName;
  assert.notEqual(await secretOf('a.localhost'), await secretOf('b.localhost'));
});

test('rendering builds nothing and names the tag', async () => {
  const { resources, outputs } = await declared('development', {}, { renderTo: '/tmp/nowhere' });
  assert.equal(resources.filter(({ type }) => type.startsWith('docker:')).length, 0);
  assert.equal(await settled(outputs.image), 'docker.io/mcp-api:v3.0.0');
  assert.equal(find(resources, 'kubernetes', 'cluster').inputs.renderYamlToDirectory, '/tmp/nowhere');
});

/** Names of the workloads that other settings change. */
async function changedBy(overrides: object): Promise<string[]> {
  const specs = async (settings: object) => {
    const { resources } = await declared('development', settings);
    return ['Deployment', 'StatefulSet', 'Job'].flatMap((kind) =>
      all(resources, kind).map(
        ({ name, inputs }) => [name, JSON.stringify([inputs.metadata, inputs.spec])] as const,
      ),
    );
  };
  const before = new Map(await specs({}));
  return (await specs(overrides)).flatMap(([name, spec]) => (before.get(name) === spec ? [] : name)).sort();
}

test('a change rolls only what it must', async () => {
  assert.deepEqual(await changedBy({ api: { rateLimit: 200 } }), ['mcp-api']);
  assert.deepEqual(await changedBy({ embeddings: { model: 'other' } }), [
    'embeddings',
    'mcp-api',
    'mcp-migrate',
  ]);
  assert.deepEqual(await changedBy({ api: { keys: 2 } }), ['mcp-api', 'mcp-migrate']);
  assert.deepEqual(await changedBy({ mysql: { maxConnections: 200 } }), ['mysql']);
  assert.deepEqual(await changedBy({ redis: { cache: { maxMemory: '64Mi' } } }), ['redis-cache']);
  assert.deepEqual(await changedBy({ monitoring: { scrapeSeconds: 30 } }), ['prometheus']);
  assert.deepEqual(await changedBy({ mysql: { volume: { size: '3Gi' } } }), []);
});
