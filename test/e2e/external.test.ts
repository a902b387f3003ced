import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ensureCluster } from '../cluster/ensure.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { eventually } from '../service/support/http.ts';
import { OwnStack } from './support/own-stack.ts';
import { askMysql, PASSWORD, removeElsewhere, startElsewhere } from './support/stores-elsewhere.ts';
import { TestAuthority } from './support/test-authority.ts';

const PATIENCE = 120_000;
const MEMORIES = '/api/v1/projects/elsewhere/memories';
const stack = new OwnStack('e2e-external');
let authority: TestAuthority;
let ports: string[] = [];

/** Trusts `ca` for MySQL, as a setting; what Redis needs lies in the stack's namespace. */
const trusting = (ca: string) =>
  stack.configure({ mysql: { external: { password: PASSWORD, ca: { certificate: ca } } } });

/** Somebody else's Secret and ConfigMap come into the namespace as soon as there is one. */
async function provide(): Promise<void> {
  const { username, password } = { username: 'default', password: encodeURIComponent(PASSWORD) };
  const url = `rediss://${username}:${password}@redis.mcp-e2e-elsewhere.svc:6379`;
  const items = [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'their-redis' }, stringData: { url } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'their-authority' },
      data: { 'ca.pem': authority.cert },
    },
  ];
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await eventually(async () => {
    const { code } = await stack.kubectl(['apply', '--filename', '-'], { input, allow: [1] });
    return code === 0 ? true : undefined;
  }, PATIENCE);
}

before(async () => {
  await ensureCluster();
  authority = await TestAuthority.create('authority of somebody else');
  await trusting(authority.cert);
  const [http, ws] = await freePorts(2);
  ports = ['--http-port', `${http}`, '--ws-port', `${ws}`];
  await Promise.all([stack.deploy('down'), startElsewhere(authority)]);
});

after(() => Promise.all([stack.deploy('down'), removeElsewhere()]));

test('a store that another authority has signed for is not waited for: the deployment says what is wrong', async () => {
  await trusting((await TestAuthority.create('authority of somebody else')).cert);
  const [refused] = await Promise.all([stack.deploy('up', ports, [1]), provide()]);
  assert.equal(refused.code, 1);
  const said = `${refused.stdout}\n${refused.stderr}`;
  assert.match(said, /MySQL cannot be used: .*authority.* has signed the certificate/, said);
});

test('with the right authority the stack comes up on them, beside a Milvus of its own', async (t) => {
  const start = Date.now();
  await trusting(authority.cert);
  await stack.deploy('up', ports);
  t.diagnostic(`up in ${Math.round((Date.now() - start) / 1000)} s`);
  const api = await stack.client();
  const { status, body } = await api('/health');
  assert.equal(status, 200);
  assert.deepEqual(body.checks, { database: true, redis: true, milvus: true });
  const components = (await stack.pods()).map(({ metadata }) => metadata.labels['app.kubernetes.io/name']);
  assert.deepEqual(components.sort(), ['mcp-api', 'milvus']);
});

test('it stores and finds there, in every tier', async () => {
  const api = await stack.client();
  for (const [tier, content] of [
    ['long', 'The harbour master counts the boats at dusk.'],
    ['short', 'The tide turns at noon today.'],
  ]) {
    assert.equal((await api(MEMORIES, { content, tier })).status, 201);
    await eventually(async () => {
      const { body } = await api(`${MEMORIES}/search`, { query: content });
      return body.results?.[0]?.memory.content === content && !body.degraded ? true : undefined;
    }, PATIENCE);
  }
});

test('every connection to MySQL is encrypted', async () => {
  const kinds = await askMysql(
    "SELECT DISTINCT connection_type FROM performance_schema.threads WHERE processlist_user = 'mcp'",
  );
  assert.deepEqual(kinds, ['SSL/TLS']);
});
