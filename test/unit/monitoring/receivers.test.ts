import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from 'js-yaml';
import { alertmanagerConfig } from '../../../infra/lib/alertmanager/config.ts';
import { edges } from '../../../infra/lib/edges.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { all, DIGEST, declared, find } from '../infra/mocks.ts';

const monitoring = {
  email: {
    to: 'ops@example.com',
    from: 'mcp@example.com',
    severity: 'critical',
    host: 'smtp.example.com',
    port: 587,
    cidr: '203.0.113.7/32',
    tls: true,
    username: 'mcp',
    existingSecret: { name: 'their-smtp', key: 'pass' },
  },
  slack: { channel: '#alerts', severity: 'warning', webhookUrl: 'https://hooks.example.com/very-secret' },
};
const overrides = (more: object = {}) => ({
  api: { image: { digest: DIGEST } },
  monitoring: { ...monitoring, ...more },
});

test('each receiver is told from its severity on; credentials are files', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a file of another program
  const config = load(alertmanagerConfig(loadSettings('production', overrides()))) as any;
  assert.deepEqual(
    config.route.routes.map(({ receiver, matchers }: never) => [receiver, matchers]),
    [
      ['email', ['severity=~"critical"']],
      ['slack', ['severity=~"critical|warning"']],
    ],
  );
  const [, email, slack] = config.receivers;
  assert.equal(email.email_configs[0].auth_password_file, '/etc/alertmanager-credentials/email');
  assert.equal(slack.slack_configs[0].api_url_file, '/etc/alertmanager-credentials/slack');
});

test('the credentials reach Alertmanager and stay in Secrets', async () => {
  const { resources } = await declared('production', overrides());
  const { volumes } = find(resources, 'StatefulSet', 'alertmanager').inputs.spec.template.spec;
  const { sources } = volumes.find(({ name }: { name: string }) => name === 'credentials').projected;
  assert.deepEqual(
    sources.map(({ secret }: never) => secret),
    [
      { name: 'their-smtp', items: [{ key: 'pass', path: 'email' }] },
      { name: 'mcp-receivers', items: [{ key: 'slack', path: 'slack' }] },
    ],
  );
  assert.deepEqual(find(resources, 'Secret', 'mcp-receivers').secrets, ['stringData']);
  for (const { type, name, inputs } of resources)
    if (!type.endsWith(':Secret')) assert.doesNotMatch(JSON.stringify(inputs), /very-secret/, name);
});

test('Alertmanager may go out to its receivers and nowhere else', () => {
  const out = (more: object) =>
    edges(loadSettings('production', more)).filter(({ from }) => from === 'alertmanager');
  assert.deepEqual(out({}), []);
  assert.deepEqual(out(overrides()), [
    { from: 'alertmanager', to: { cidr: '203.0.113.7/32' }, ports: [587] },
    { from: 'alertmanager', to: { cidr: '0.0.0.0/0' }, ports: [443] },
  ]);
});

test('the operator gets the same receivers, with references to Secrets', async () => {
  const { resources } = await declared('production', overrides({ mode: 'operator' }));
  const { spec } = find(resources, 'AlertmanagerConfig', 'mcp-alertmanager-config').inputs;
  const [, email, slack] = spec.receivers;
  assert.deepEqual(email.emailConfigs[0].authPassword, { name: 'their-smtp', key: 'pass' });
  assert.deepEqual(slack.slackConfigs[0].apiURL, { name: 'mcp-receivers', key: 'slack' });
  assert.deepEqual(
    resources.filter(({ type }) => type.endsWith(':PodMonitor')).map(({ inputs }) => inputs.metadata.name),
    ['mcp-api', 'milvus', 'mysql-exporter', 'redis-exporter'],
  );
});

test('exporters have only the credentials of their store, and exist where they are asked for', async () => {
  const { resources } = await declared('production', overrides());
  const { stringData } = find(resources, 'Secret', 'mcp-redis-exporter').inputs;
  assert.deepEqual(Object.keys(JSON.parse(stringData['passwords.json'])), [
    'rediss://exporter@redis-state:6379',
    'rediss://exporter@redis-cache:6379',
  ]);
  assert.match(
    find(resources, 'Secret', 'mcp-mysql-exporter').inputs.stringData['my.cnf'],
    /^\[client\]\nuser = mcp_exporter\n/,
  );
  const { resources: plain } = await declared('development');
  assert.ok(!all(plain, 'StatefulSet').some(({ name }) => name.endsWith('-exporter')));
});
