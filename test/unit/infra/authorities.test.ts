import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPTIONAL_SECTIONS, PEM } from '../stacks/keys.ts';
import { declared, find, type Recorded } from './mocks.ts';

/** An external store whose certificate an authority has signed. */
const signed = (store: string, ca: object) => ({
  [store]: { mode: 'external', external: { ...OPTIONAL_SECTIONS[`${store}.external`], ca } },
});

const { resources } = await declared('development', {
  ...signed('mysql', { certificate: PEM }),
  ...signed('redis', { existingSecret: { name: 'their-authority', key: 'ca.pem' } }),
  ...signed('milvus', { existingConfigMap: { name: 'authorities', key: 'milvus.pem' } }),
});

const sources = (kind: string, name: string, from: Recorded[] = resources) =>
  find(from, kind, name).inputs.spec.template.spec.volumes.find(
    (volume: { name: string }) => volume.name === 'config',
  ).projected.sources;

const config = (from: Recorded[] = resources) => find(from, 'ConfigMap', 'mcp-config').inputs.data;

test('an authority of the settings lies beside the configuration', () => {
  assert.equal(config()['mysql-ca.crt'], PEM);
  assert.match(config()['config.yaml'], /ca_file: \/etc\/mcp\/mysql-ca\.crt/);
});

for (const [kind, name] of [
  ['Deployment', 'mcp-api'],
  ['Job', 'mcp-migrate'],
] as const) {
  test(`authorities in Secrets and ConfigMaps are mounted into ${name}`, () => {
    assert.deepEqual(sources(kind, name).slice(-2), [
      { secret: { name: 'their-authority', items: [{ key: 'ca.pem', path: 'redis-ca.crt' }] } },
      { configMap: { name: 'authorities', items: [{ key: 'milvus.pem', path: 'milvus-ca.crt' }] } },
    ]);
  });
}

test('every store is told of its authority, and only of that', () => {
  const files = [...config()['config.yaml'].matchAll(/ca_file: (.*)/g)].map(([, file]) => file);
  assert.deepEqual(files, ['/etc/mcp/mysql-ca.crt', '/etc/mcp/redis-ca.crt', '/etc/mcp/milvus-ca.crt']);
});

test('without an authority systems know the certificate, and nothing is mounted', async () => {
  const plain = (await declared('development')).resources;
  assert.doesNotMatch(config(plain)['config.yaml'], /ca\.crt/);
  assert.deepEqual(Object.keys(config(plain)), ['config.yaml']);
  assert.equal(sources('Deployment', 'mcp-api', plain).length, 2);
});

test('another authority in the settings rolls the service and prepares the stores anew', async () => {
  const rolled = async (certificate: string) => {
    const found = (await declared('development', signed('mysql', { certificate }))).resources;
    const { annotations } = find(found, 'Deployment', 'mcp-api').inputs.spec.template.metadata;
    return [annotations['mcp-system/checksum'], find(found, 'Job', 'mcp-migrate').inputs.metadata.name];
  };
  const [before, after] = [await rolled(PEM), await rolled(PEM.replace('MIIB', 'MIIC'))];
  assert.notEqual(before[0], after[0]);
  assert.notEqual(before[1], after[1]);
});
