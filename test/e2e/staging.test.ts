import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ensureCluster } from '../cluster/ensure.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { everyPodIsReady, everyPolicyIsMandatory } from './support/expectations.ts';
import { OwnStack } from './support/own-stack.ts';
import { promotedImages } from './support/promoted.ts';

const staging = new OwnStack('e2e-staging');
const removed = () => staging.deploy('down', ['--delete-data', staging.name]);

before(async () => {
  await ensureCluster();
  await staging.configure(await promotedImages());
  await removed();
  const [http, ws] = await freePorts(2);
  await staging.deploy('up', ['--http-port', `${http}`, '--ws-port', `${ws}`]);
});

after(removed);

test('every policy is mandatory', () => everyPolicyIsMandatory(staging));

test('all pods become ready without a restart, each by digest', () =>
  everyPodIsReady(staging, {
    alertmanager: 1,
    embeddings: 1,
    'mcp-api': 2,
    milvus: 1,
    mysql: 1,
    'mysql-exporter': 1,
    prometheus: 1,
    'redis-cache': 1,
    'redis-exporter': 1,
    'redis-state': 1,
  }));

test('it is healthy, and what a reviewer sees of an unchanged stack is that nothing changes', async () => {
  const { healthy } = await staging.status();
  assert.equal(healthy, true);
  const { stdout } = await staging.deploy('preview', ['--markdown']);
  assert.match(stdout, /\| Policies \| ✓ mcp-system v\d/);
});
