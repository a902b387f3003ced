import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { all, DIGEST, declared, find } from './mocks.ts';

const STORES = ['mysql', 'redis', 'milvus'] as const;
const tls = Object.fromEntries(STORES.map((store) => [store, { tls: true }]));
const { resources } = await declared('production', { ...tls, api: { image: { digest: DIGEST } } });

const file = (configMap: string, name: string): string =>
  find(resources, 'ConfigMap', configMap).inputs.data[name];
const container = (kind: string, name: string) =>
  find(resources, kind, name).inputs.spec.template.spec.containers[0];
const variableOf = (kind: string, name: string, variable: string) =>
  container(kind, name).env.find((entry: { name: string }) => entry.name === variable)?.value;

test('each store has a certificate of its own for its Services, made once', () => {
  const hosts = { mysql: 'DNS:mysql', redis: 'DNS:redis-state, DNS:redis-cache', milvus: 'DNS:milvus' };
  for (const store of STORES) {
    const { inputs, secrets, ignored } = find(resources, 'Secret', `mcp-${store}-tls`);
    assert.equal(inputs.type, 'kubernetes.io/tls');
    assert.ok(secrets.includes('data'));
    assert.deepEqual(ignored, ['data']);
    const certificate = new X509Certificate(Buffer.from(inputs.data['tls.crt'], 'base64'));
    assert.equal(certificate.subjectAltName, hosts[store]);
  }
});

test('the stores take encrypted connections only', () => {
  assert.match(file('mcp-mysql', 'mcp.cnf'), /^require_secure_transport = ON$/m);
  assert.match(file('mcp-mysql', 'mcp.cnf'), /^ssl_cert = \/etc\/mysql\/tls\/tls\.crt$/m);
  for (const instance of ['state', 'cache']) {
    const config = file(`mcp-redis-${instance}`, 'redis.conf');
    assert.match(config, /^port 0$/m);
    assert.match(config, /^tls-port 6379$/m);
    const probe = container('StatefulSet', `redis-${instance}`).readinessProbe.exec.command.at(-1);
    assert.match(probe, /^redis-cli --tls --cacert \/etc\/redis\/tls\/tls\.crt --user probe /);
  }
  assert.equal(variableOf('StatefulSet', 'milvus', 'COMMON_SECURITY_TLSMODE'), '1');
});

test('each of them mounts its own key, and nobody else does', () => {
  for (const { name, inputs } of [...all(resources, 'StatefulSet'), ...all(resources, 'Deployment')]) {
    for (const { secret } of inputs.spec.template.spec.volumes) {
      if (!secret?.secretName.endsWith('-tls')) continue;
      const whole = secret.items === undefined;
      const owner = name.split('-')[0];
      assert.equal(whole, !name.endsWith('exporter'), name);
      assert.equal(secret.secretName, `mcp-${owner}-tls`);
    }
  }
});

test('the service speaks TLS to all of them and trusts their certificates alone', () => {
  const config = file('mcp-config', 'config.yaml');
  assert.equal([...config.matchAll(/tls: true/g)].length, 2);
  for (const store of STORES) assert.match(config, new RegExp(`ca_file: /etc/mcp/${store}-ca\\.crt`));
  const { stringData } = find(resources, 'Secret', 'mcp-secrets').inputs;
  assert.match(stringData['redis-url'], /^rediss:/);
  assert.match(stringData['redis-cache-url'], /^rediss:/);
  const { volumes } = find(resources, 'Job', 'mcp-migrate').inputs.spec.template.spec;
  const authorities = volumes[0].projected.sources.slice(-3).map(({ secret }: never) => secret);
  assert.deepEqual(
    authorities,
    STORES.map((store) => ({
      name: `mcp-${store}-tls`,
      items: [{ key: 'tls.crt', path: `${store}-ca.crt` }],
    })),
  );
});

test('so do the exporters', () => {
  const client = find(resources, 'Secret', 'mcp-mysql-exporter').inputs.stringData['my.cnf'];
  assert.match(client, /^ssl-ca = \/etc\/exporter-tls\/ca\.crt$/m);
  assert.equal(
    variableOf('StatefulSet', 'redis-exporter', 'REDIS_EXPORTER_TLS_CA_CERT_FILE'),
    '/etc/exporter-tls/ca.crt',
  );
  assert.match(file('mcp-prometheus', 'prometheus.yml'), /__param_target: rediss:\/\/redis-state:6379/);
  const passwords = find(resources, 'Secret', 'mcp-redis-exporter').inputs.stringData['passwords.json'];
  assert.deepEqual(Object.keys(JSON.parse(passwords)), [
    'rediss://exporter@redis-state:6379',
    'rediss://exporter@redis-cache:6379',
  ]);
});

test('one stack may mix: what does not encrypt has no certificate', async () => {
  const mixed = (await declared('development', { mysql: { tls: true } })).resources;
  const secrets = all(mixed, 'Secret').map(({ name }) => name);
  assert.ok(secrets.includes('mcp-mysql-tls'));
  assert.ok(!secrets.includes('mcp-redis-tls'));
  const config = find(mixed, 'ConfigMap', 'mcp-config').inputs.data['config.yaml'];
  assert.equal([...config.matchAll(/ca\.crt/g)].length, 1);
});
