import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { edges } from '../../../infra/lib/edges.ts';
import { serviceConfig } from '../../../infra/lib/service-config.ts';
import { loadConfig } from '../../../service/src/config/load.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { declared, find } from './mocks.ts';

const api = {
  tracing: {
    endpoint: 'http://collector.observability:4318',
    samplePercent: 20,
    namespace: 'observability',
  },
  keyNotices: {
    webhook: { url: 'https://hooks.example.com/keys', secret: 'sign-with-this', cidr: '198.51.100.7/32' },
    email: {
      from: 'mcp@example.com',
      host: 'smtp.example.com',
      port: 465,
      tls: true,
      username: 'mcp@example.com',
      password: 'p@ss/word',
    },
  },
};

const SECRETS = {
  'database-url': 'mysql://mcp:secret@mysql:3306/mcp_db',
  'redis-url': 'redis://mcp:secret@redis-state:6379',
  'keys-webhook-secret': 'sign-with-this',
  'smtp-url': 'smtps://mcp%40example.com:p%40ss%2Fword@smtp.example.com:465',
};

const from = (component: string, overrides: object) =>
  edges(loadSettings('development', overrides)).filter(
    (edge) => edge.from === component && typeof edge.to !== 'string',
  );

test('nothing leaves the API unless a setting asks for it', () => {
  assert.deepEqual(from('mcp-api', {}), []);
});

test('each setting opens the one way that it needs', () => {
  assert.deepEqual(from('mcp-api', { api }), [
    { from: 'mcp-api', to: { namespace: 'observability' }, ports: [4318] },
    { from: 'mcp-api', to: { cidr: '198.51.100.7/32' }, ports: [443] },
    { from: 'mcp-api', to: { cidr: '0.0.0.0/0' }, ports: [465] },
  ]);
  const slack = { channel: '#alerts', severity: 'warning', webhookUrl: 'http://relay.chat:8080/x' };
  assert.deepEqual(from('alertmanager', { monitoring: { slack: { ...slack, namespace: 'chat' } } }), [
    { from: 'alertmanager', to: { namespace: 'chat' }, ports: [8080] },
  ]);
  assert.deepEqual(from('alertmanager', { monitoring: { slack, mode: 'operator' } }), []);
});

test('the service is told where to, and its credentials are files', async () => {
  const { resources, settings } = await declared('development', { api });
  const { stringData } = find(resources, 'Secret', 'mcp-secrets').inputs;
  for (const key of ['keys-webhook-secret', 'smtp-url'] as const) assert.equal(stringData[key], SECRETS[key]);
  assert.doesNotMatch(serviceConfig(settings), /sign-with-this|p@ss/);

  const folder = mkdtempSync(join(tmpdir(), 'outgoing-'));
  const file = join(folder, 'config.yaml');
  writeFileSync(file, serviceConfig(settings));
  const secretsDir = mkdtempSync(join(tmpdir(), 'outgoing-secrets-'));
  for (const [key, value] of Object.entries(SECRETS)) writeFileSync(join(secretsDir, key), value);
  const config = loadConfig({ env: {}, file, secretsDir });
  assert.deepEqual(config.keys.notify, {
    webhook: 'https://hooks.example.com/keys',
    webhook_secret: 'sign-with-this',
    smtp_url: SECRETS['smtp-url'],
    from: 'mcp@example.com',
  });
  assert.equal(config.tracing.endpoint, api.tracing.endpoint);
  assert.equal(config.tracing.sample_percent, 20);
});

test('a server without users is asked as nobody; an existing Secret is mounted', async () => {
  const { webhook, email } = api.keyNotices;
  const open = { ...email, tls: false, port: 25, username: '', password: undefined };
  const theirs = { ...webhook, secret: undefined, existingSecret: { name: 'their-hook', key: 'sign' } };
  const { resources } = await declared('development', {
    api: { keyNotices: { webhook: theirs, email: open } },
  });
  const { stringData } = find(resources, 'Secret', 'mcp-secrets').inputs;
  assert.equal(stringData['smtp-url'], 'smtp://smtp.example.com:25');
  assert.equal('keys-webhook-secret' in stringData, false);
  const { volumes } = find(resources, 'Deployment', 'mcp-api').inputs.spec.template.spec;
  const { sources } = volumes.find(({ name }: { name: string }) => name === 'config').projected;
  assert.ok(
    sources.some(
      ({ secret }: { secret?: { name: string; items: object[] } }) =>
        secret?.name === 'their-hook' &&
        JSON.stringify(secret.items) === '[{"key":"sign","path":"secrets/keys-webhook-secret"}]',
    ),
  );
});
