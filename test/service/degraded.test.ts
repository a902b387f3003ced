import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { cable } from './support/proxy.ts';
import { startService } from './support/service.ts';
import { addresses } from './support/stores.ts';

const redisAddress = () => {
  const url = new URL(addresses.redis());
  return { url, host: url.hostname, port: Number(url.port || 6379) };
};

test('without Redis requests are still answered, and counted in the process', async (t) => {
  const { url, host, port } = redisAddress();
  const redis = await cable(t, host, port);
  url.hostname = '127.0.0.1';
  url.port = String(redis.port);
  const service = await startService(t, {
    redis: { url: url.href, timeout_ms: 500 },
    api: { rate_limit: 5 },
  });
  const key = await createKey(service);
  const memories = `${service.url}/api/v1/projects/p1/memories`;
  assert.equal((await call(memories, { key })).status, 200);

  redis.cut();
  await eventually(async () => (service.app.redis.status === 'ready' ? undefined : true));
  const stored = await call(memories, { key, body: { content: 'kept without Redis' } });
  assert.equal(stored.status, 201);
  const found = await call(`${memories}/search`, {
    key,
    body: { query: 'Redis', mode: 'keyword', tiers: ['mid'] },
  });
  assert.equal(found.status, 200);
  assert.equal(found.body.results[0].memory.content, 'kept without Redis');
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++) statuses.push((await call(memories, { key })).status);
  assert.deepEqual(statuses.slice(-2), [429, 429], 'the limit holds in the process');
  const health = await eventually(async () => {
    const answer = await call(`${service.url}/health`);
    return answer.body.checks.redis ? undefined : answer;
  });
  assert.equal(health.status, 503);
  assert.equal((await call(`${service.url}/ready`)).status, 200);

  redis.mend();
  await eventually(async () => ((await call(`${service.url}/health`)).status === 200 ? true : undefined));
});

test('a Redis that hangs does not slow every request', async (t) => {
  const { url, host, port } = redisAddress();
  const redis = await cable(t, host, port);
  url.hostname = '127.0.0.1';
  url.port = String(redis.port);
  const service = await startService(t, { redis: { url: url.href }, api: { rate_limit: 1000 } });
  const key = await createKey(service);
  const memories = `${service.url}/api/v1/projects/p1/memories?tier=mid`;
  assert.equal((await call(memories, { key })).status, 200);
  redis.freeze();
  const started = performance.now();
  for (let i = 0; i < 5; i++) assert.equal((await call(memories, { key })).status, 200);
  assert.ok(performance.now() - started < 5000, `five requests took ${performance.now() - started} ms`);
});

test('without MySQL keys are not believed: 503, and back without a restart', async (t) => {
  const target = new URL(addresses.mysql());
  const mysql = await cable(t, target.hostname, Number(target.port || 3306));
  const { testConfig, startWith } = await import('./support/service.ts');
  const config = await testConfig(t);
  const url = new URL(config.database.url);
  url.hostname = '127.0.0.1';
  url.port = String(mysql.port);
  const service = await startWith(t, { ...config, database: { ...config.database, url: url.href } });
  const key = await createKey(service);
  const memories = `${service.url}/api/v1/projects/p1/memories`;
  assert.equal((await call(memories, { key })).status, 200);

  mysql.cut();
  const refused = await eventually(async () => {
    const answer = await call(memories, { key });
    return answer.status === 503 ? answer : undefined;
  });
  assert.equal(refused.body.error.code, 'STORE_UNAVAILABLE');
  assert.ok(refused.headers.get('retry-after'));
  assert.equal((await call(`${service.url}/live`)).status, 200);
  await eventually(async () => ((await call(`${service.url}/ready`)).status === 503 ? true : undefined));

  mysql.mend();
  await eventually(async () => ((await call(memories, { key })).status === 200 ? true : undefined));
});
