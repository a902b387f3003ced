import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { selfSigned } from '../../infra/lib/certificate.ts';
import { ensureCluster } from '../cluster/ensure.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { eventually } from '../service/support/http.ts';
import { connectionsToMysql, speakTo } from './support/encrypted.ts';
import { everyPodIsReady, everyPolicyIsMandatory } from './support/expectations.ts';
import { httpsGet } from './support/https.ts';
import { OwnStack } from './support/own-stack.ts';
import { plainGet } from './support/plain-http.ts';
import { promotedImages } from './support/promoted.ts';

const production = new OwnStack('e2e-production');
const MEMORIES = '/api/v1/projects/profiles/memories';
const MEMORY = 'The release train leaves on Tuesdays.';
/** Pods start, figures are scraped, the autoscaler looks again: each within seconds, on a busy machine more. */
const PATIENCE = 120_000;
const TIMEOUT = `--timeout=${PATIENCE / 1000}s`;
/** Below what an idle pod needs. Percent of the request. */
const LOW_TARGET = 1;

const removed = () => production.deploy('down', ['--delete-data', production.name]);
let ports: string[] = [];

before(async () => {
  await ensureCluster();
  await production.configure(await promotedImages());
  await removed();
  const [http, ws] = await freePorts(2);
  ports = ['--http-port', `${http}`, '--ws-port', `${ws}`];
  await production.deploy('up', ports);
});

after(removed);

const until = (object: string, condition: string) =>
  production.kubectl(['wait', object, `--for=${condition}`, TIMEOUT]);

/** Waits until a search by meaning gives the memory that was stored. */
async function findsTheMemory(): Promise<void> {
  const api = await production.client();
  await eventually(async () => {
    const { body } = await api(`${MEMORIES}/search`, { query: 'which day do we ship?', mode: 'vector' });
    return body.results[0]?.memory.content === MEMORY && !body.degraded ? true : undefined;
  }, PATIENCE);
}

test('every policy is mandatory', () => everyPolicyIsMandatory(production));

test('all pods become ready without a restart, each by digest', async () => {
  await until('deployment/mcp-api', 'jsonpath={.status.readyReplicas}=3');
  await everyPodIsReady(production, {
    alertmanager: 1,
    embeddings: 2,
    'mcp-api': 3,
    milvus: 1,
    mysql: 1,
    'mysql-exporter': 1,
    prometheus: 1,
    'redis-cache': 1,
    'redis-exporter': 1,
    'redis-state': 1,
  });
});

test('it is healthy behind a certificate of its own, and finds what is stored', async () => {
  const { urls } = await production.status();
  const { cert, key } = await selfSigned([new URL(urls.https as string).hostname]);
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'own-certificate' },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(cert), 'tls.key': base64(key) },
  };
  await production.kubectl(['apply', '--filename', '-'], { input: JSON.stringify(secret) });
  // Until the Ingress controller has read the certificate, it shows another one, which is refused.
  const health = await eventually(
    () => httpsGet(urls.health as string, cert).catch(() => undefined),
    PATIENCE,
  );
  assert.equal(health.status, 200);
  assert.deepEqual((health.body as { checks: object }).checks, { database: true, redis: true, milvus: true });

  const api = await production.client();
  assert.equal((await api(MEMORIES, { content: MEMORY, tier: 'long' })).status, 201);
  await findsTheMemory();
});

test('who comes over plain HTTP is sent to HTTPS, on both ports', async () => {
  const { urls } = await production.status();
  const sent = (path: string) => ({ status: 308, location: `${urls.https}${path}` });
  assert.deepEqual(await plainGet(`${urls.http}/health`), sent('/health'));
  assert.deepEqual(await plainGet(`${urls.http}/ws`), sent('/ws'));
});

test('the stores have the highest priority, the service the next', async () => {
  const { items } = (await production.get('pods')) as {
    items: { metadata: { labels: Record<string, string> }; spec: { priority: number } }[];
  };
  const priorities = items.map(({ metadata: { labels }, spec: { priority } }) => [
    labels['app.kubernetes.io/name'],
    priority,
  ]);
  assert.deepEqual(Object.fromEntries(priorities), {
    milvus: 10_000,
    mysql: 10_000,
    'redis-cache': 10_000,
    'redis-state': 10_000,
    embeddings: 9900,
    'mcp-api': 9900,
    alertmanager: 9800,
    'mcp-migrate': 9800,
    'mysql-exporter': 9800,
    prometheus: 9800,
    'redis-exporter': 9800,
  });
});

test('connections to the stores are encrypted, and nothing else is answered', async () => {
  assert.deepEqual(await connectionsToMysql(production), ['SSL/TLS']);
  for (const [store, host, port] of [
    ['redis', 'redis-state', 6379],
    ['redis', 'redis-cache', 6379],
    ['milvus', 'milvus', 19530],
  ] as const) {
    const { encrypted, said } = await speakTo(production, store, host, port);
    assert.equal(encrypted, true, host);
    assert.doesNotMatch(said, /PONG|NOAUTH|HTTP/, host);
  }
});

test('Prometheus is told the figures of every part', async () => {
  const areAll1 = (query: string, series: number) =>
    eventually(async () => {
      const found = await production.prometheus(query).catch(() => []);
      return found.length === series && found.every(({ value }) => value === 1) ? true : undefined;
    }, PATIENCE);
  await areAll1('mysql_up', 1);
  await areAll1('redis_up', 2);
  await areAll1('up', 3 + 1 + 1 + 2 + 1 + 1);
  assert.ok(((await production.prometheus('mysql_global_status_uptime'))[0]?.value ?? 0) > 0);
});

test('the autoscaler knows how busy the pods are, and adds one when they are busier than it likes', async () => {
  await until('hpa/mcp-api', 'condition=ScalingActive');
  const { spec, status } = await production.get('hpa', 'mcp-api');
  assert.ok(status.currentMetrics[0].resource.current.averageUtilization >= 0);
  // 70% of the request at full size, told in percent of the scaled one.
  assert.equal(spec.metrics[0].resource.target.averageUtilization, 700);
  assert.deepEqual([spec.minReplicas, status.currentReplicas], [3, 3]);
  const [metric] = structuredClone(spec.metrics);
  metric.resource.target.averageUtilization = LOW_TARGET;
  const patch = JSON.stringify({ spec: { metrics: [metric] } });
  await production.kubectl(['patch', 'hpa', 'mcp-api', '--type=merge', '--patch', patch]);
  await until('deployment/mcp-api', 'jsonpath={.status.readyReplicas}=4');
});

const evict = async (pod: string) => {
  const path = `/api/v1/namespaces/${production.namespace}/pods/${pod}/eviction`;
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod } };
  const input = JSON.stringify(body);
  return production.kubectl(['create', '--raw', path, '--filename', '-'], { input, allow: [1] });
};

test('a drain takes one pod of each replicated part at a time', async () => {
  const { items } = await production.get('poddisruptionbudgets');
  const allowed = items.map(
    (item: { metadata: { name: string }; status: { disruptionsAllowed: number } }) => [
      item.metadata.name,
      item.status.disruptionsAllowed,
    ],
  );
  assert.deepEqual(Object.fromEntries(allowed), { embeddings: 1, 'mcp-api': 1 });
  const [first, second] = await production.pods('mcp-api');
  assert.equal((await evict(first?.metadata.name ?? '')).code, 0);
  const refused = await evict(second?.metadata.name ?? '');
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /disruption budget/);
  await until('pdb/mcp-api', 'jsonpath={.status.disruptionsAllowed}=1');
  const api = await production.client();
  assert.equal((await api('/health')).status, 200);
});

test('down leaves the stores without pods and says so; up finds everything again', async () => {
  const { stderr } = await production.deploy('down');
  assert.match(stderr, /volumes: milvus-data, mysql-data, prometheus-data, redis-state-data/);
  assert.match(stderr, /stores, without pods: milvus, mysql, prometheus, redis-state/);
  assert.deepEqual(await production.pods(), []);
  assert.equal((await production.get('persistentvolumeclaims')).items.length, 4);

  await production.deploy('up', ports);
  await findsTheMemory();
});

test('only the name twice deletes the stores', async () => {
  await assert.rejects(production.deploy('down', ['--delete-data', 'staging']), /names another stack/);
  await removed();
  const left = await production.kubectl(['get', 'namespace', production.namespace, '--ignore-not-found']);
  assert.equal(left.stdout, '');
});
