import assert from 'node:assert/strict';
import { test } from 'node:test';
import { all, declared, find } from './mocks.ts';

const settings = {
  mysql: {
    mode: 'external',
    external: { host: 'db.example.com', port: 3307, tls: true, cidr: '10.9.0.0/16', password: 'p@ss/word' },
  },
  redis: {
    mode: 'external',
    external: {
      host: 'redis.example.com',
      port: 6380,
      tls: true,
      username: 'mcp',
      existingSecret: { name: 'their-redis', key: 'url' },
    },
  },
  milvus: {
    mode: 'external',
    external: { host: 'zilliz.example.com', port: 443, tls: true, token: 'a-long-token' },
  },
  embeddings: {
    mode: 'external',
    external: { baseUrl: 'https://api.example.com/v1', apiKey: 'sk-external-key' },
  },
};

const { resources } = await declared('development', settings);

test('an external store leaves nothing of its own behind', () => {
  const sets = all(resources, 'StatefulSet').map(({ name }) => name);
  assert.deepEqual(sets.sort(), ['alertmanager', 'prometheus']);
  assert.deepEqual(
    all(resources, 'Deployment').map(({ name }) => name),
    ['mcp-api'],
  );
  assert.deepEqual(
    all(resources, 'PersistentVolumeClaim').map(({ name }) => name),
    ['prometheus-data'],
  );
});

test('its credentials reach the service, encoded, and only through the Secret', () => {
  const { stringData } = find(resources, 'Secret', 'mcp-secrets').inputs;
  assert.deepEqual(Object.keys(stringData).sort(), [
    'api-key-1',
    'database-url',
    'embeddings-api-key',
    'milvus-token',
  ]);
  assert.equal(stringData['database-url'], 'mysql://mcp:p%40ss%2Fword@db.example.com:3307/mcp_db');
  assert.equal(stringData['milvus-token'], 'a-long-token');
  for (const { type, name, inputs } of resources) {
    if (!type.endsWith(':Secret'))
      assert.doesNotMatch(JSON.stringify(inputs), /p@ss|a-long-token|sk-external/, name);
  }
});

test('an existing Secret is mounted for the service and for the migration', () => {
  for (const [kind, name] of [
    ['Deployment', 'mcp-api'],
    ['Job', 'mcp-migrate'],
  ] as const) {
    const { volumes } = find(resources, kind, name).inputs.spec.template.spec;
    const { sources } = volumes.find((volume: { name: string }) => volume.name === 'config').projected;
    assert.deepEqual(sources.at(-1), {
      secret: { name: 'their-redis', items: [{ key: 'url', path: 'secrets/redis-url' }] },
    });
  }
});

test('the configuration names the external addresses', () => {
  const config = find(resources, 'ConfigMap', 'mcp-config').inputs.data['config.yaml'];
  assert.match(config, /address: zilliz\.example\.com:443/);
  assert.match(config, /base_url: https:\/\/api\.example\.com\/v1/);
});

test('pods may leave the cluster only to those addresses', () => {
  const { egress } = find(resources, 'NetworkPolicy', 'mcp-api').inputs.spec;
  const outside = egress.map(({ to, ports }: never) => [(to as never[])[0], ports]);
  assert.deepEqual(outside, [
    [{ ipBlock: { cidr: '10.9.0.0/16' } }, [{ port: 3307, protocol: 'TCP' }]],
    [{ ipBlock: { cidr: '0.0.0.0/0' } }, [{ port: 6380, protocol: 'TCP' }]],
    [{ ipBlock: { cidr: '0.0.0.0/0' } }, [{ port: 443, protocol: 'TCP' }]],
    [{ ipBlock: { cidr: '0.0.0.0/0' } }, [{ port: 443, protocol: 'TCP' }]],
  ]);
});
