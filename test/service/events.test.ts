import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Announced, announce } from '../../service/src/events/bus.ts';
import { eventually } from './support/http.ts';
import { cable } from './support/proxy.ts';
import { lastInFirstOut } from './support/scope.ts';
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
