import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Redis } from 'ioredis';
import { type Announced, announce, createEventBus } from '../../service/src/events/bus.ts';
import { createRedis } from '../../service/src/stores/redis.ts';
import { log } from './support/core.ts';
import { eventually } from './support/http.ts';
import { cable } from './support/proxy.ts';
import { lastInFirstOut, type Scope } from './support/scope.ts';
import { startService, startWith } from './support/service.ts';
import { addresses, freshRedis } from './support/stores.ts';

test('replicas hear each other once, and programs beside them', async (t) => {
  const scope = lastInFirstOut(t);
  const first = await startService(scope);
  const second = await startWith(scope, first.config);
  const heard: [string, Announced][] = [];
  first.app.events.on((event) => heard.push(['first', event]));
  second.app.events.on((event) => heard.push(['second', event]));
  const from = (who: string, type: string) =>
    heard.filter(([listener, event]) => listener === who && event.type === type);

  const said = { type: 'memory.stored', project: 'p', id: 'm', tier: 'mid' } as const;
  await eventually(async () => {
    // A subscription that is still under way misses what is said before it.
    first.app.events.publish({ type: 'config.changed' });
    return from('second', 'config.changed').length > 0 || undefined;
  });
  first.app.events.publish(said);
  await eventually(async () => (from('second', 'memory.stored').length > 0 ? true : undefined));
  assert.equal(from('first', 'memory.stored').length, 1);
  assert.equal(from('second', 'memory.stored').length, 1);
  const { at, ...event } = from('second', 'memory.stored')[0]?.[1] ?? { at: '' };
  assert.deepEqual(event, said);
  assert.ok(!Number.isNaN(Date.parse(at)));

  await announce(first.app.redis, first.config.redis.key_prefix, { type: 'key.changed', keyId: 'k' });
  await eventually(async () => (from('first', 'key.changed').length === 1 ? true : undefined));
  await eventually(async () => (from('second', 'key.changed').length === 1 ? true : undefined));
});

test('a replica that lost Redis for a while says so', async (t) => {
  const scope = lastInFirstOut(t);
  const redis = new URL(addresses.redis());
  const line = await cable(scope, redis.hostname, Number(redis.port));
  redis.host = `127.0.0.1:${line.port}`;
  const { app } = await startService(scope, { redis: { url: redis.href } });
  const types: string[] = [];
  app.events.on(({ type }) => types.push(type));
  // Asked past the cable: the service's own connection may still be under way.
  const { redis: direct } = freshRedis(scope);
  const listening = () => direct.pubsub('NUMSUB', `${app.config.redis.key_prefix}events`);
  await eventually(async () => ((await listening())[1] === 1 ? true : undefined));
  line.cut();
  line.mend();
  await eventually(async () => (types.includes('bus.resumed') ? true : undefined));
});

/** A replica's bus without the rest of the service, on a cable to Redis that can be cut. */
async function busOnCable(scope: Scope, keyPrefix: string) {
  const url = new URL(addresses.redis());
  const line = await cable(scope, url.hostname, Number(url.port));
  url.host = `127.0.0.1:${line.port}`;
  const [redis, subscriber] = [false, true].map((subscribes) =>
    createRedis(url.href, { name: 'test', timeoutMs: 1000, log, subscribes }),
  ) as [Redis, Redis];
  const bus = createEventBus({ redis, subscriber, keyPrefix, log });
  const types: string[] = [];
  bus.on(({ type }, origin) => types.push(`${origin} ${type}`));
  bus.start();
  scope.after(() => {
    bus.close();
    redis.disconnect();
  });
  await eventually(async () => bus.hearing() || undefined);
  await eventually(async () => redis.status === 'ready' || undefined);
  return { bus, line, redis, types };
}

test('a connection that went silent is noticed and made anew', async (t) => {
  const scope = lastInFirstOut(t);
  const { bus, line, types } = await busOnCable(scope, freshRedis(scope).keyPrefix);
  line.freeze();
  await eventually(async () => !bus.hearing() || undefined, 3000);
  line.mend();
  await eventually(async () => bus.hearing() || undefined);
  assert.ok(types.includes('here bus.resumed'));
});

test('what could not be said is made up for by telling the others that they missed something', async (t) => {
  const scope = lastInFirstOut(t);
  const { keyPrefix } = freshRedis(scope);
  const speaker = await busOnCable(scope, keyPrefix);
  const { types } = await busOnCable(scope, keyPrefix);
  speaker.line.cut();
  await eventually(async () => (!speaker.bus.hearing() && speaker.redis.status !== 'ready') || undefined);
  speaker.bus.publish({ type: 'config.changed' });
  assert.deepEqual(speaker.types, ['here config.changed']);
  speaker.line.mend();
  await eventually(async () => types.includes('elsewhere bus.resumed') || undefined);
  assert.ok(!types.includes('elsewhere config.changed'));
});
