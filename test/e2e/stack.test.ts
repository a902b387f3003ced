import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import WebSocket from 'ws';
import type { Status } from '../../deploy/status.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { chinese, memories, paraphrases } from '../fixtures/memories.ts';
import { eventually } from '../service/support/http.ts';
import { mysqlAlertArrives } from './alerts.ts';
import { testEdges } from './edges.ts';
import { testMonitoring } from './monitoring.ts';
import { type Receivers, startReceivers } from './network/receivers.ts';
import { testOutages } from './outages.ts';
import { testOutgoing } from './outgoing.ts';
import { testReleases } from './releases.ts';
import { testRotation } from './rotation.ts';
import { ingressCertificate } from './support/certificate.ts';
import { configuration, deploy, firstApiKey, status } from './support/deploy.ts';
import { httpsGet } from './support/https.ts';
import { type Ask, startLoad } from './support/load.ts';
import { allPodIds, kubectl, podIds, pods } from './support/pods.ts';

const PROJECT = 'atlas';
/** The old pod may finish what it has begun, and only then ends. */
const LEAVING_MS = 120_000;
const found: { status?: Status; key?: string; receivers?: Receivers } = {};
const local = () => found.status?.urls.local as string;
const receivers = () => found.receivers as Receivers;

/** Loopback ports of this run: the customary ones may belong to a stack in use. */
let ports: string[] = [];

before(async () => {
  await deploy('down');
  const [http, ws] = await freePorts(2);
  ports = ['--http-port', `${http}`, '--ws-port', `${ws}`];
  await deploy('up', ports);
  found.status = await status();
  found.key = await firstApiKey();
  found.receivers = await startReceivers();
});

after(() => deploy('down'));
after(() => found.receivers?.stop());

async function api(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${local()}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${found.key}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  return { status: response.status, body: (await response.json()) as any };
}

/** First hit of a search, asked again until the index has caught up with the store. */
async function firstHit(
  search: () => Promise<string | undefined>,
  wanted: string,
): Promise<string | undefined> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const hit = await search();
    if (hit === wanted || Date.now() > deadline) return hit;
  }
}

test('health is exactly what the contract says, through the Ingress over TLS and on localhost', async () => {
  const over = await httpsGet(found.status?.urls.health as string, await ingressCertificate());
  const direct = await fetch(`${local()}/health`);
  for (const answer of [over, { status: direct.status, body: await direct.json() }]) {
    assert.equal(answer.status, 200);
    const { timestamp, ...rest } = answer.body as { timestamp: string };
    assert.deepEqual(rest, { status: 'healthy', checks: { database: true, redis: true, milvus: true } });
    assert.ok(Math.abs(Date.now() - Date.parse(timestamp)) < 60_000);
  }
  assert.equal(found.status?.healthy, true);
});

test('fifty memories are stored, and found by meaning and by two Chinese characters, through REST', async () => {
  for (const content of memories) {
    const { status: code } = await api(`/projects/${PROJECT}/memories`, { content, tier: 'long' });
    assert.equal(code, 201);
  }
  for (const { query, memory } of [...paraphrases, chinese]) {
    const hit = await firstHit(
      async () =>
        (await api(`/projects/${PROJECT}/memories/search`, { query })).body.results[0]?.memory.content,
      memory,
    );
    assert.equal(hit, memory, query);
  }
});

test('the same through the official MCP client', async () => {
  const client = new Client({ name: 'e2e', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${local()}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${found.key}` } },
    }),
  );
  const call = async (name: string, args: Record<string, unknown>) => {
    const result = await client.callTool({ name, arguments: { project: 'atlas-mcp', ...args } });
    assert.notEqual(result.isError, true, JSON.stringify(result.content));
    // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
    return result.structuredContent as any;
  };
  for (const content of memories) await call('memory_store', { content, tier: 'mid' });
  for (const { query, memory } of [...paraphrases, chinese]) {
    const hit = await firstHit(
      async () => (await call('memory_search', { query })).results[0]?.memory.content,
      memory,
    );
    assert.equal(hit, memory, query);
  }
  await client.close();
});

test('a WebSocket on localhost answers a ping', async () => {
  const socket = new WebSocket(found.status?.urls.localWs as string);
  const answer = await new Promise<string>((resolve, reject) => {
    socket
      .on('open', () => socket.send('{"type":"ping"}'))
      .on('message', (data) => resolve(String(data)))
      .on('error', reject);
  });
  socket.close();
  assert.equal(JSON.parse(answer).type, 'pong');
});

test('every container is ready, never restarted, runs an image of the stack and is not root', async () => {
  const all = await pods();
  assert.ok(all.length >= 7, `${all.length} pods`);
  for (const { metadata, status: state } of all) {
    assert.deepEqual(
      state.containerStatuses?.map(({ ready, restartCount }) => ({ ready, restartCount })),
      [{ ready: true, restartCount: 0 }],
      metadata.name,
    );
    const inside =
      metadata.labels['app.kubernetes.io/name'] === 'mcp-api'
        ? ['node', '-p', 'process.getuid()']
        : ['id', '-u'];
    const { stdout } = await kubectl(['exec', metadata.name, '--', ...inside]);
    assert.match(stdout.trim(), /^[1-9]\d*$/, metadata.name);
  }
});

test('an up without a change changes nothing', async () => {
  const before = await podIds();
  const { stderr } = await deploy('up', [...ports, '--verbose']);
  const summary = stderr.slice(stderr.lastIndexOf('Resources:'));
  assert.match(summary, /^Resources:\s+\d+ unchanged\s*\n/);
  assert.deepEqual(await podIds(), before);
});

/** Stores, reads and what comes through the Ingress, all over connections that are kept open. */
async function requests(): Promise<Ask[]> {
  const certificate = await ingressCertificate();
  const status = (wanted: number, given: number) => (given === wanted ? undefined : `status ${given}`);
  const memories = '/projects/rolled/memories';
  return [
    async (number) => status(201, (await api(memories, { content: `written in a roll, ${number}` })).status),
    async () => status(200, (await api(`${memories}?limit=1`)).status),
    async () => status(200, (await api('/projects')).status),
    async () => status(200, (await httpsGet(found.status?.urls.health as string, certificate)).status),
  ];
}

test('a changed setting of the service rolls the service alone, and no request is lost', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-e2e-'));
  const file = join(folder, 'Pulumi.e2e.yaml');
  await writeFile(
    file,
    (await readFile(configuration, 'utf8')).replace('rateLimit: 100000', 'rateLimit: 99999'),
  );
  const before = await podIds();
  const load = startLoad(await requests());
  await deploy('up', ports, file);
  const old = before['mcp-api'] ?? '';
  await eventually(async () => ((await allPodIds()).includes(old) ? undefined : true), LEAVING_MS);
  const { answered, failures } = await load.stop();
  const now = await podIds();
  const rolled = Object.keys(now).filter((name) => now[name] !== before[name]);
  assert.deepEqual(rolled, ['mcp-api']);
  assert.deepEqual(failures, []);
  t.diagnostic(`rolled: ${rolled.join(', ')}; ${answered} requests answered meanwhile`);
});

testRotation(api, () => ({ url: local(), key: found.key as string }));
testEdges();
testOutgoing(api, receivers);
testMonitoring(api);
testOutages(api, () => mysqlAlertArrives(receivers()));
testReleases(api, () => ports);

test('down removes everything', async () => {
  await deploy('down');
  const namespace = await kubectl(['get', 'namespace', 'mcp-e2e', '--ignore-not-found', '-o', 'name']);
  assert.equal(namespace.stdout, '');
  // The cluster takes a volume away after its claim. Other stacks have volumes meanwhile.
  const claimedHere = '{.items[?(@.spec.claimRef.namespace=="mcp-e2e")].metadata.name}';
  await eventually(
    async () => {
      const { stdout } = await kubectl(['get', 'persistentvolumes', '-o', `jsonpath=${claimedHere}`]);
      return stdout === '' || undefined;
    },
    60_000,
    'volumes to go',
  );
  await assert.rejects(fetch(`${local()}/health`));
});
