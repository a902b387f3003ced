import assert from 'node:assert/strict';
import { test } from 'node:test';
import { all, declared, find } from './mocks.ts';

const secrets = {
  source: 'externalSecrets',
  externalSecrets: {
    store: 'vault',
    storeKind: 'ClusterSecretStore',
    key: 'mcp/development',
    refreshMinutes: 60,
    version: 1,
  },
};

const here = await declared('development', { monitoring: { exporters: true } });
const kept = await declared('development', { monitoring: { exporters: true }, secrets });
const external = kept.resources.filter(({ inputs }) => inputs.kind === 'ExternalSecret');
const named = (name: string) => external.find((resource) => resource.name === name)?.inputs.spec;

test('every Secret that the stack would fill is filled by the operator, with the same files', () => {
  const own = all(here.resources, 'Secret').filter(({ inputs }) => inputs.type === undefined);
  assert.deepEqual(external.map(({ name }) => name).sort(), own.map(({ name }) => name).sort());
  for (const { name, inputs } of own) {
    assert.deepEqual(Object.keys(named(name).target.template.data), Object.keys(inputs.stringData), name);
    assert.equal(named(name).target.name, name);
  }
  const made = kept.resources.filter(({ type }) => type.startsWith('random:'));
  assert.deepEqual(made, [], 'nothing is generated');
});

test('files are made of the properties of one entry, encoded for the place where they stand', () => {
  const { data, target, secretStoreRef, refreshInterval } = named('mcp-secrets');
  assert.deepEqual(secretStoreRef, { name: 'vault', kind: 'ClusterSecretStore' });
  assert.equal(refreshInterval, '60m');
  assert.equal(
    target.template.data['database-url'],
    'mysql://mcp:{{ .mysql_password | urlquery }}@mysql:3306/mcp_db',
  );
  assert.equal(target.template.data['milvus-token'], 'mcp:{{ .milvus_password }}');
  assert.deepEqual(
    data.find(({ secretKey }: { secretKey: string }) => secretKey === 'mysql_password').remoteRef,
    { key: 'mcp/development', property: 'mysql-password' },
  );
  assert.match(
    named('mcp-redis-state').target.template.data['users.acl'],
    /^user mcp on #\{\{ \.redis_state_password \| sha256sum \}\} /m,
  );
  const accounts = named('mcp-accounts').target.template.data['accounts.json'];
  assert.match(accounts, /"passwords":\[\{\{ \.mysql_root_password \| toJson \}\}\]/);
  assert.match(accounts, /"user":\{"name":"mcp","password":\{\{ \.milvus_password \| toJson \}\}\}/);
});

test('workloads mount the same Secrets, and another version of the values rolls what reads them', async () => {
  const volumes = (resources: typeof here.resources) =>
    ['mcp-api', 'mcp-migrate'].map(
      (name, at) => find(resources, at ? 'Job' : 'Deployment', name).inputs.spec.template.spec.volumes,
    );
  assert.deepEqual(volumes(kept.resources), volumes(here.resources));
  const raised = { ...secrets, externalSecrets: { ...secrets.externalSecrets, version: 2 } };
  const next = await declared('development', { secrets: raised });
  const annotation = (resources: typeof here.resources) =>
    find(resources, 'Deployment', 'mcp-api').inputs.spec.template.metadata.annotations;
  assert.notDeepEqual(annotation(next.resources), annotation(kept.resources));
});
