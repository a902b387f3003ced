import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ingressTls } from '../../../policies/rules/ingress-tls.ts';
import { noPlainSecrets } from '../../../policies/rules/no-plain-secrets.ts';
import { protectedStores } from '../../../policies/rules/protected-stores.ts';
import { stackViolations, violations } from './check.ts';

const INGRESS = 'kubernetes:networking.k8s.io/v1:Ingress';
const CONFIG_MAP = 'kubernetes:core/v1:ConfigMap';

test('ingress-tls wants a certificate for every host', async () => {
  const rules = [{ host: 'a.example' }, { host: 'b.example' }];
  const tls = [{ hosts: ['a.example'], secretName: 'a-tls' }];
  assert.deepEqual(await violations(ingressTls, INGRESS, { spec: { rules, tls } }), [
    'host b.example has no TLS',
  ]);
  assert.deepEqual(await violations(ingressTls, INGRESS, { spec: { rules: [{}] } }), [
    'a rule without a host cannot have a certificate',
  ]);
  const good = { rules, tls: [{ hosts: ['a.example', 'b.example'], secretName: 'tls' }] };
  assert.deepEqual(await violations(ingressTls, INGRESS, { spec: good }), []);
});

test('no-plain-secrets reads ConfigMaps, and knows a reference from a password', async () => {
  const data = { 'config.yaml': 'url: mysql://mcp:hunter2@mysql/mcp_db' };
  assert.deepEqual(await violations(noPlainSecrets, CONFIG_MAP, { data }), [
    'key config.yaml holds a URL with a password',
  ]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference in a configuration file
  const reference = { 'config.yaml': 'url: ${DATABASE_URL}\nbase_url: http://embeddings:8080/v1' };
  assert.deepEqual(await violations(noPlainSecrets, CONFIG_MAP, { data: reference }), []);
});

const namespace = (environment: string, protect = true) => ({
  type: 'kubernetes:core/v1:Namespace',
  name: 'namespace',
  props: { metadata: { labels: { 'mcp-system/environment': environment } } },
  protect,
});
const set = (volumes: object[], protect: boolean) => ({
  type: 'kubernetes:apps/v1:StatefulSet',
  name: 'mysql',
  props: { spec: { template: { spec: { volumes } } } },
  protect,
});
const claim = { name: 'data', persistentVolumeClaim: { claimName: 'mysql-data' } };

test('protected-stores refuses an unprotected store, volume, password or namespace of production', async () => {
  const found = await stackViolations(protectedStores, [
    namespace('production', false),
    set([claim], false),
    { type: 'kubernetes:core/v1:PersistentVolumeClaim', name: 'mysql-data' },
    { type: 'random:index/randomPassword:RandomPassword', name: 'mysql-password' },
  ]);
  assert.deepEqual(found, [
    'namespace (kubernetes:core/v1:Namespace) must be protected',
    'mysql (kubernetes:apps/v1:StatefulSet) must be protected',
    'mysql-data (kubernetes:core/v1:PersistentVolumeClaim) must be protected',
    'mysql-password (random:index/randomPassword:RandomPassword) must be protected',
  ]);
});

test('protected-stores leaves alone what is protected, keeps nothing, or is not production', async () => {
  assert.deepEqual(await stackViolations(protectedStores, [namespace('production'), set([claim], true)]), []);
  assert.deepEqual(await stackViolations(protectedStores, [namespace('production'), set([], false)]), []);
  assert.deepEqual(
    await stackViolations(protectedStores, [namespace('staging', false), set([claim], false)]),
    [],
  );
});
