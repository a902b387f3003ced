import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ServiceEvent } from '../../service/src/events/event.ts';
import { createKeyRepository } from '../../service/src/keys/repository.ts';
import { eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService, startWith } from './support/service.ts';
import { connect } from './support/socket.ts';

const scope = lastInFirstOut({ after });
const here = await startService(scope);
const there = await startWith(scope, here.config);
await eventually(async () => (here.app.events.hearing() && there.app.events.hearing()) || undefined);

const stored = (project: string, id: string): ServiceEvent => ({
  type: 'memory.stored',
  project,
  id,
  tier: 'mid',
});
const job = (project: string | null, id: string): ServiceEvent => ({
  type: 'job.started',
  id,
  name: 'test',
  project,
  done: 0,
  total: null,
});
const health: ServiceEvent = {
  type: 'health.changed',
  status: 'healthy',
  checks: { database: true, redis: true, milvus: true },
};

for (const [name, url] of [
  ['its own port', here.wsUrl],
  ['the HTTP port', here.url.replace('http', 'ws')],
] as const) {
  test(`events of every replica arrive on ${name}`, async () => {
    const client = await connect(url, await createKey(here));
    const { subscriptions } = await client.ask(
      { type: 'subscribe', topics: ['memory', 'job', 'health'] },
      'subscribed',
    );
    assert.deepEqual(subscriptions, [
      { topic: 'memory', project: null },
      { topic: 'job', project: null },
      { topic: 'health', project: null },
    ]);
    there.app.events.publish(stored('p', 'one'));
    there.app.events.publish(job(null, 'two'));
    here.app.events.publish(health);
    const { topic, event } = await client.hear((message) => message.event?.id === 'one');
    assert.equal(topic, 'memory');
    assert.deepEqual({ ...event, at: undefined }, { ...stored('p', 'one'), at: undefined });
    await client.hear((message) => message.event?.id === 'two');
    await client.hear((message) => message.topic === 'health');
    client.socket.close();
  });
}

test('a client hears what it asked for and nothing else, until it has heard enough', async () => {
  const client = await connect(here.wsUrl, await createKey(here));
  await client.ask({ type: 'subscribe', topics: ['memory'], project: 'mine' }, 'subscribed');
  for (const event of [stored('other', 'a'), job('mine', 'b'), stored('mine', 'c')])
    here.app.events.publish(event);
  here.app.events.publish({ type: 'key.changed', keyId: 'nobody' });
  await client.hear((message) => message.event?.id === 'c');
  assert.deepEqual(
    (await client.ask({ type: 'unsubscribe', topics: ['memory'] }, 'unsubscribed')).subscriptions,
    [],
  );
  here.app.events.publish(stored('mine', 'd'));
  await client.ask({ type: 'ping' }, 'pong');
  assert.deepEqual(
    client.heard.filter(({ type }) => type === 'event').map(({ event }) => event.id),
    ['c'],
  );
  client.socket.close();
});

test('a key that is bound to a project hears of no other, and of no job of the whole service', async () => {
  const client = await connect(here.wsUrl, await createKey(here, { project: 'mine' }));
  const refused = await client.ask({ type: 'subscribe', topics: ['memory'], project: 'other' }, 'subscribed');
  assert.deepEqual([refused.type, refused.code], ['error', 'FORBIDDEN']);
  await client.ask({ type: 'subscribe', topics: ['memory', 'job'] }, 'subscribed');
  for (const event of [
    stored('other', 'a'),
    job(null, 'b'),
    job('other', 'c'),
    job('mine', 'd'),
    stored('mine', 'e'),
  ]) {
    here.app.events.publish(event);
  }
  await client.hear((message) => message.event?.id === 'e');
  assert.deepEqual(
    client.heard.filter(({ type }) => type === 'event').map(({ event }) => event.id),
    ['d', 'e'],
  );
  client.socket.close();
});

test('a key without the read scope hears of health only; jobs of the service are for administrators', async () => {
  const writer = await connect(here.wsUrl, await createKey(here, { scopes: ['write'] }));
  assert.equal((await writer.ask({ type: 'subscribe', topics: ['memory'] }, 'subscribed')).code, 'FORBIDDEN');
  assert.equal(
    (await writer.ask({ type: 'subscribe', topics: ['health'] }, 'subscribed')).type,
    'subscribed',
  );
  const reader = await connect(here.wsUrl, await createKey(here, { scopes: ['read'] }));
  await reader.ask({ type: 'subscribe', topics: ['job'] }, 'subscribed');
  here.app.events.publish(job(null, 'service'));
  here.app.events.publish(job('any', 'project'));
  await reader.hear((message) => message.event?.id === 'project');
  assert.ok(!reader.heard.some(({ event }) => event?.id === 'service'));
  writer.socket.close();
  reader.socket.close();
});

test('a browser gives its key in the first message', async () => {
  const client = await connect(here.wsUrl);
  const key = await createKey(here, { scopes: ['read'], project: 'mine' });
  assert.deepEqual(await client.ask({ type: 'auth', key }, 'authenticated'), {
    type: 'authenticated',
    scopes: ['read'],
    project: 'mine',
  });
  assert.equal((await client.ask({ type: 'auth', key }, 'authenticated')).code, 'INVALID_REQUEST');
  await client.ask({ type: 'subscribe', topics: ['memory'] }, 'subscribed');
  there.app.events.publish(stored('mine', 'x'));
  await client.hear((message) => message.event?.id === 'x');
  client.socket.close();

  const stranger = await connect(here.wsUrl);
  const answer = await stranger.ask({ type: 'auth', key: 'sk-nobody.0123456789abcdef' }, 'authenticated');
  assert.equal(answer.code, 'UNAUTHENTICATED');
  assert.equal((await stranger.closed).code, 1008);
});

test('a connection ends within two seconds after its key was revoked on another replica', async () => {
  const raw = await createKey(here);
  const client = await connect(here.wsUrl, raw);
  const other = await connect(here.wsUrl, await createKey(here));
  const start = performance.now();
  await createKeyRepository(there.app.mysql).revoke(raw.slice(3).split('.')[0] as string);
  there.app.events.publish({ type: 'key.changed', keyId: raw.slice(3).split('.')[0] as string });
  assert.deepEqual(await client.closed, { code: 1008, reason: 'the API key does not work any more' });
  assert.ok(performance.now() - start < 2000);
  await other.ask({ type: 'ping' }, 'pong');
  other.socket.close();
});

test('a connection ends when its key expires, though nobody says so', async () => {
  const client = await connect(here.wsUrl, await createKey(here, { expiresAt: new Date(Date.now() + 500) }));
  assert.equal((await client.closed).code, 1008);
});

test('a client that does not read loses events, is told so, and does not fill the memory', async () => {
  const key = await createKey(here);
  const client = await connect(here.wsUrl, key);
  await client.ask({ type: 'subscribe', topics: ['memory'] }, 'subscribed');
  client.socket.pause();
  const before = process.memoryUsage().external;
  const { hub } = here.app.sockets;
  let sent = 0;
  while (hub.lagging() === 0) {
    // What the kernel takes is not this process's memory; only beyond it is the client behind.
    for (let i = 0; i < 100; i++) here.app.events.publish(stored('p', `${sent++}${'m'.repeat(4000)}`));
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (let i = 0; i < 500; i++) here.app.events.publish(stored('p', `m${sent++}`));
  assert.ok(process.memoryUsage().external - before < 64 * 1024 * 1024);
  client.socket.resume();
  const { dropped } = await client.hear((message) => message.type === 'lagging');
  const heard = client.heard.filter(({ type }) => type === 'event').length;
  assert.ok(dropped >= 500);
  assert.equal(heard + dropped, sent);
  await eventually(async () => hub.lagging() === 0 || undefined);
  here.app.events.publish(stored('p', 'after'));
  await client.hear((message) => message.event?.id === 'after');
  client.socket.close();
});
