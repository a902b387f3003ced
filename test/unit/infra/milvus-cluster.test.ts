import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edges } from '../../../infra/lib/edges.ts';
import { policies } from '../../../infra/lib/network-policies.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { merge } from '../../../stacks/merge.ts';
import { OPTIONAL_SECTIONS } from '../stacks/keys.ts';
import { all, DIGEST, declared, find } from './mocks.ts';

const cluster = OPTIONAL_SECTIONS['milvus.cluster'] as Record<string, unknown>;
const overrides = (more: Record<string, unknown> = {}) => ({
  api: { image: { digest: DIGEST } },
  milvus: { mode: 'cluster', cluster: merge(cluster, more) },
});
const { resources } = await declared('production', overrides());

const resource = (from = resources) => find(from, 'Milvus', 'milvus');
const configuration = find(resources, 'ConfigMap', 'mcp-config').inputs.data['config.yaml'];

test("the operator is asked for a cluster under the stack's own names", () => {
  const { inputs, protect } = resource();
  assert.equal(inputs.apiVersion, 'milvus.io/v1beta1');
  assert.equal(inputs.kind, 'Milvus');
  assert.equal(inputs.metadata.namespace, 'mcp-production');
  assert.equal(inputs.spec.mode, 'cluster');
  assert.equal(protect, true);
  assert.equal(
    all(resources, 'StatefulSet').some(({ name }) => name === 'milvus'),
    false,
  );
});

test('its parts have the pods, the version and the resources of the settings', () => {
  const { components } = resource().inputs.spec;
  assert.equal(components.image, 'docker.io/milvusdb/milvus:v2.3.5');
  assert.equal(components.version, 'v2.3.5');
  assert.deepEqual(components.resources, loadSettings('production').milvus.resources);
  assert.deepEqual(
    ['proxy', 'mixCoord', 'queryNode', 'dataNode', 'indexNode'].map((part) => components[part].replicas),
    [2, 1, 3, 2, 2],
  );
  assert.equal(components.proxy.serviceType, 'ClusterIP');
});

test('its pods pass the restricted standard and carry no token', () => {
  const { components } = resource().inputs.spec;
  assert.equal(components.runAsNonRoot, true);
  assert.deepEqual(components.securityContext.capabilities, { drop: ['ALL'] });
  assert.equal(components.securityContext.allowPrivilegeEscalation, false);
  assert.deepEqual(components.securityContext.seccompProfile, { type: 'RuntimeDefault' });
  assert.ok(components.securityContext.runAsUser > 0);
  for (const volume of components.volumes) assert.match(volume.emptyDir.sizeLimit, /^\d+[MG]i$/);
  const account = find(resources, 'ServiceAccount', 'milvus').inputs;
  assert.equal(account.automountServiceAccountToken, false);
  assert.equal(components.serviceAccountName, account.metadata.name);
});

test('authentication is on, and what stacks share keeps them apart', () => {
  const { config } = resource().inputs.spec;
  assert.equal(config.common.security.authorizationEnabled, true);
  assert.equal(config.etcd.rootPath, 'mcp-production');
  assert.equal(config.minio.rootPath, 'mcp-production');
  assert.equal(config.msgChannel.chanNamePrefix.cluster, 'mcp-production');
  assert.deepEqual(
    [config.minio.bucketName, config.minio.region, config.minio.useSSL],
    ['memories', 'eu-central-1', true],
  );
});

test('etcd, storage and queue are those of the settings', () => {
  assert.deepEqual(resource().inputs.spec.dependencies, {
    etcd: { external: true, endpoints: ['etcd-0.etcd:2379', 'etcd-1.etcd:2379'] },
    storage: {
      external: true,
      type: 'S3',
      endpoint: 's3.example.com:443',
      secretRef: 'milvus-storage',
    },
    msgStreamType: 'kafka',
    kafka: { external: true, brokerList: ['kafka-0.kafka:9092'] },
  });
});

test('Pulsar has one address, and keys of the settings get a Secret', async () => {
  const other = await declared(
    'production',
    overrides({
      queue: { type: 'pulsar', endpoints: ['pulsar.example.com:6650'] },
      storage: { existingSecret: null, accessKey: 'the-key', secretKey: 'the-secret' },
    }),
  );
  const { dependencies } = resource(other.resources).inputs.spec;
  assert.deepEqual(dependencies.pulsar, { external: true, endpoint: 'pulsar.example.com:6650' });
  assert.equal(dependencies.storage.secretRef, 'mcp-milvus-storage');
  const secret = find(other.resources, 'Secret', 'mcp-milvus-storage');
  assert.deepEqual(secret.inputs.stringData, { accesskey: 'the-key', secretkey: 'the-secret' });
  assert.deepEqual(secret.secrets, ['stringData']);
});

test("the service talks to the operator's Service, with a generated password", () => {
  assert.match(configuration, /address: milvus-milvus:19530/);
  const { stringData } = find(resources, 'Secret', 'mcp-secrets').inputs;
  assert.match(stringData['milvus-token'], /^mcp:/);
});

test('its pods are found by the labels that the operator gives and the one it is told', () => {
  const { podLabels } = resource().inputs.spec.components;
  const theirs = {
    'app.kubernetes.io/name': 'milvus',
    'app.kubernetes.io/instance': 'milvus',
    ...podLabels,
  };
  const specs = policies(edges(loadSettings('production', overrides())));
  // biome-ignore lint/suspicious/noExplicitAny: inputs are plain here
  const selected = (specs.get('milvus') as any).podSelector.matchLabels as Record<string, string>;
  assert.deepEqual({ ...theirs, ...selected }, theirs);
});

test('they reach each other and what they keep their data in, and nothing else', () => {
  const mine = edges(loadSettings('production', overrides())).filter(({ from }) => from === 'milvus');
  assert.deepEqual(mine, [
    {
      from: 'milvus',
      to: 'milvus',
      ports: [19529, 19530, 53100, 13333, 19531, 31000, 21121, 21123, 21124],
    },
    { from: 'milvus', to: { cidr: '10.20.0.0/16' }, ports: [2379, 443, 9092] },
  ]);
});

test('every pod of it is scraped', () => {
  const { spec } = find(resources, 'Service', 'milvus-pods').inputs;
  assert.equal(spec.clusterIP, 'None');
  const prometheus = find(resources, 'ConfigMap', 'mcp-prometheus').inputs.data['prometheus.yml'];
  assert.match(prometheus, /job_name: milvus\n\s+dns_sd_configs:\n\s+- names:\n\s+- milvus-pods/);
});
