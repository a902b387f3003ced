import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storePasswords } from '../../../infra/lib/credentials/names.ts';
import { all, DIGEST, declared, find, pods } from './mocks.ts';

const overrides = { api: { image: { digest: DIGEST } } };
const { resources, outputs, settings } = await declared('production', overrides);

test('the API carries the figures of the guide, with the autoscaler owning the replicas', () => {
  const { spec } = find(resources, 'Deployment', 'mcp-api').inputs;
  assert.equal('replicas' in spec, false);
  const [container] = spec.template.spec.containers;
  assert.equal(container.name, 'mcp-api');
  assert.equal(container.image, `docker.io/mcp-api:v3.0.0@${DIGEST}`);
  assert.deepEqual(container.resources, {
    requests: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '64Mi' },
    limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '256Mi' },
  });
  const { spec: hpa } = find(resources, 'HorizontalPodAutoscaler', 'mcp-api').inputs;
  assert.equal(hpa.minReplicas, 3);
  assert.deepEqual(hpa.scaleTargetRef, { apiVersion: 'apps/v1', kind: 'Deployment', name: 'mcp-api' });
});

test('a rolling update never takes a pod away before its successor is ready', () => {
  const { spec } = find(resources, 'Deployment', 'mcp-api').inputs;
  assert.deepEqual(spec.strategy.rollingUpdate, { maxUnavailable: 0, maxSurge: 1 });
  const pod = spec.template.spec;
  const preStop = pod.containers[0].lifecycle.preStop.sleep.seconds;
  assert.ok(pod.terminationGracePeriodSeconds > preStop + 20);
  assert.equal(find(resources, 'PodDisruptionBudget', 'mcp-api').inputs.spec.maxUnavailable, 1);
});

test('the three probes ask different things', () => {
  const [{ startupProbe, readinessProbe, livenessProbe }] = find(resources, 'Deployment', 'mcp-api').inputs
    .spec.template.spec.containers;
  assert.equal(startupProbe.periodSeconds, 1);
  assert.equal(readinessProbe.httpGet.path, '/ready');
  assert.equal(livenessProbe.httpGet.path, '/live');
});

test('every pod passes the restricted standard, with a sized scratch space and no token', () => {
  const list = pods(resources);
  assert.equal(list.length, 11);
  for (const [name, pod] of list) {
    assert.equal(pod.automountServiceAccountToken, false, name);
    assert.ok(pod.serviceAccountName && pod.serviceAccountName !== 'default', name);
    assert.equal(pod.securityContext.runAsNonRoot, true, name);
    assert.ok(pod.securityContext.runAsUser > 0, name);
    assert.equal(pod.securityContext.seccompProfile.type, 'RuntimeDefault', name);
    for (const volume of pod.volumes)
      if (volume.emptyDir) assert.match(volume.emptyDir.sizeLimit, /^\d+[MG]i$/);
    for (const container of pod.containers) {
      assert.deepEqual(container.securityContext.capabilities, { drop: ['ALL'] }, name);
      assert.equal(container.securityContext.readOnlyRootFilesystem, true, name);
      assert.equal(container.securityContext.allowPrivilegeEscalation, false, name);
      for (const kind of ['requests', 'limits']) {
        assert.ok(container.resources[kind].cpu && container.resources[kind].memory, `${name} ${kind}`);
      }
    }
  }
});

test('volumes are claims of their own, never templates', () => {
  for (const { name, inputs } of all(resources, 'StatefulSet')) {
    assert.equal('volumeClaimTemplates' in inputs.spec, false, name);
  }
  const claims = all(resources, 'PersistentVolumeClaim').map(({ inputs }) => [
    inputs.metadata.name,
    inputs.spec.resources.requests.storage,
  ]);
  assert.deepEqual(Object.fromEntries(claims), {
    'mysql-data': '100Gi',
    'redis-state-data': '10Gi',
    'milvus-data': '100Gi',
    'prometheus-data': '50Gi',
  });
});

test('secrets are marked, and passwords are encoded where they enter a URL', () => {
  for (const { name, secrets } of all(resources, 'Secret')) {
    assert.ok(secrets.includes('stringData') || secrets.includes('data'), name);
  }
  const { stringData } = find(resources, 'Secret', 'mcp-secrets').inputs;
  assert.deepEqual(stringData, {
    'database-url': 'mysql://mcp:password%2Fof%3Amysql-password%40@mysql:3306/mcp_db',
    'redis-url': 'rediss://mcp:password%2Fof%3Aredis-state-password%40@redis-state:6379',
    'redis-cache-url': 'rediss://mcp:password%2Fof%3Aredis-cache-password%40@redis-cache:6379',
    'milvus-token': 'mcp:password/of:milvus-password@',
    'api-key-1': 'sk-abc123.password/of:api-key-1@',
    'api-key-2': 'sk-abc123.password/of:api-key-2@',
  });
});

test('no secret appears in anything but Secrets', () => {
  for (const { type, name, inputs } of resources) {
    if (type.endsWith(':Secret')) continue;
    assert.doesNotMatch(JSON.stringify(inputs), /password\/of|password%2Fof/, `${type} ${name}`);
  }
});

test('nothing but Secrets is kept secret, so that a preview shows every change', () => {
  const marked = resources.filter(({ type, secrets }) => secrets.length > 0 && !type.endsWith(':Secret'));
  assert.deepEqual(
    marked.map(({ type, name }) => `${type} ${name}`),
    [],
  );
});

test('generated passwords are letters and digits', () => {
  const passwords = resources.filter(({ type }) => type.endsWith(':RandomPassword'));
  assert.ok(passwords.length > 8);
  for (const { name, inputs } of passwords) {
    assert.equal(inputs.special, false, name);
    assert.ok(inputs.length >= 32, name);
  }
});

test('MySQL gets its passwords as files', () => {
  const { env } = find(resources, 'StatefulSet', 'mysql').inputs.spec.template.spec.containers[0];
  assert.deepEqual(env.map(({ name }: { name: string }) => name).sort(), [
    'MYSQL_DATABASE',
    'MYSQL_PASSWORD_FILE',
    'MYSQL_ROOT_PASSWORD_FILE',
    'MYSQL_USER',
  ]);
});

test('the two Redis instances keep and forget as they should', () => {
  const config = (name: string) => find(resources, 'ConfigMap', name).inputs.data['redis.conf'];
  assert.match(config('mcp-redis-state'), /maxmemory-policy noeviction\n(.*\n)*appendonly yes/);
  assert.match(config('mcp-redis-cache'), /maxmemory-policy allkeys-lru\n(.*\n)*appendonly no/);
  const acl = find(resources, 'Secret', 'mcp-redis-state').inputs.stringData['users.acl'];
  assert.match(acl, /^user default off$/m);
  assert.match(acl, /^user mcp on #[0-9a-f]{64} /m);
});

test('the Ingress is covered by a certificate of cert-manager', () => {
  const { metadata, spec } = find(resources, 'Ingress', 'mcp-api').inputs;
  assert.equal(metadata.annotations['cert-manager.io/cluster-issuer'], 'letsencrypt');
  assert.deepEqual(spec.tls, [{ hosts: ['memory.example.com'], secretName: 'mcp-api-tls' }]);
  const paths = spec.rules[0].http.paths.map(({ path, backend }: never) => [path, backend]);
  assert.deepEqual(paths, [
    ['/', { service: { name: 'mcp-api', port: { name: 'http' } } }],
    ['/mcp', { service: { name: 'mcp-api', port: { name: 'http' } } }],
    ['/ws', { service: { name: 'mcp-api', port: { name: 'ws' } } }],
  ]);
});

test('nothing is built where a digest is given', () => {
  assert.equal(resources.filter(({ type }) => type.startsWith('docker:')).length, 0);
  assert.deepEqual(outputs.urls, {
    https: 'https://memory.example.com',
    http: 'http://memory.example.com',
    admin: 'https://memory.example.com/admin',
    mcp: 'https://memory.example.com/mcp',
    ws: 'wss://memory.example.com/ws',
    docs: 'https://memory.example.com/docs',
    health: 'https://memory.example.com/health',
  });
});

test('the namespace enforces the restricted standard', () => {
  const { labels } = find(resources, 'Namespace', 'namespace').inputs.metadata;
  assert.equal(labels['pod-security.kubernetes.io/enforce'], 'restricted');
});

test('stores, volumes, passwords and the namespace are protected; volumes and namespace outlive the stack', () => {
  const guarded = resources
    .filter(({ protect }) => protect)
    .map(({ type, name }) => `${type.split(':').at(-1)} ${name}`);
  assert.deepEqual(guarded.sort(), [
    'Namespace namespace',
    'PersistentVolumeClaim milvus-data',
    'PersistentVolumeClaim mysql-data',
    'PersistentVolumeClaim prometheus-data',
    'PersistentVolumeClaim redis-state-data',
    'RandomPassword api-key-1',
    'RandomPassword api-key-2',
    'RandomPassword checksum-key',
    ...Object.values(storePasswords(settings))
      .flat()
      .flatMap((name) => [`RandomPassword ${name}`, `RandomPassword ${name}-alternate`])
      .sort(),
    'RandomString api-key-1-id',
    'RandomString api-key-2-id',
    'StatefulSet milvus',
    'StatefulSet mysql',
    'StatefulSet prometheus',
    'StatefulSet redis-state',
  ]);
  for (const { name, retain } of all(resources, 'PersistentVolumeClaim')) assert.equal(retain, true, name);
});

test('a changed input never makes another credential', () => {
  for (const { name, ignored } of resources.filter(({ type }) => type.startsWith('random:'))) {
    const takesTurns = /-password(-alternate)?$/.test(name);
    assert.deepEqual(ignored, ['length', 'special', 'upper', ...(takesTurns ? ['keepers'] : [])], name);
  }
});
