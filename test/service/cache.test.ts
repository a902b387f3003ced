import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Memory } from '../../service/src/memories/schemas.ts';
import { drained } from './support/core.ts';
import { call, eventually } from './support/http.ts';
import { inTime } from './support/in-time.ts';
import { createKey } from './support/keys.ts';
import { cable } from './support/proxy.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService, startWith } from './support/service.ts';
import { keysUnder } from './support/stores.ts';

const scope = lastInFirstOut({ after });
const one = await startService(scope);
const two = await startWith(scope, one.config);
await eventually(async () => (one.app.events.hearing() && two.app.events.hearing()) || undefined);
const key = await createKey(one);
const { redis } = one.app;
const cached = `${one.config.redis.key_prefix}cache:`;

const figures = ({ app }: typeof one, cache = 'memories') => {
  const found = app.caches.stats().find((stats) => stats.cache === cache);
  assert.ok(found);
  return found;
};
async function store(project: string, content: string): Promise<Memory> {
  const { memory } = await one.app.memories.store(project, { content });
  await drained(one.app.mysql);
  return memory;
}

/** Each scope with answers has its generation there besides. */
const answersInRedis = (project: string, answers: number) =>
  eventually(
    async () =>
      (await keysUnder(redis, `${cached}{${project}:memories:`)).length === answers + 1 ? true : undefined,
    2000,
    `${answers} cached answers of project ${project}`,
  );

test('a memory is read once: then from the process, and by the other replica from Redis', () =>
  inTime(async (attempt) => {
    const project = `a${attempt}`;
    const { id } = await store(project, 'read me twice');
    const before = figures(one);
    const first = await one.app.memories.get(project, id);
    assert.equal(await one.app.memories.get(project, id), first);
    const { l1, l2 } = figures(one);
    assert.deepEqual([l1.hits - before.l1.hits, l2.misses - before.l2.misses], [1, 1]);

    const others = figures(two).l2.hits;
    // The answer goes to Redis without anybody waiting for it.
    await answersInRedis(project, 1);
    assert.deepEqual(await two.app.memories.get(project, id), first);
    assert.equal(figures(two).l2.hits - others, 1);
  }));

test('many readers at a time ask the stores once', async () => {
  const { id } = await store('b', 'read me at once');
  const before = figures(one);
  await Promise.all(Array.from({ length: 20 }, () => one.app.memories.get('b', id)));
  assert.equal(figures(one).l2.misses - before.l2.misses, 1);
});

test('a change is seen at once where it was made, and soon on the other replica', async () => {
  const { id } = await store('c', 'as it was');
  await one.app.memories.get('c', id);
  await two.app.memories.get('c', id);
  await one.app.memories.update('c', id, { content: 'as it is' });
  assert.equal((await one.app.memories.get('c', id)).content, 'as it is');
  await eventually(
    async () => ((await two.app.memories.get('c', id)).content === 'as it is' ? true : undefined),
    2000,
  );
  await one.app.memories.remove('c', id);
  await assert.rejects(one.app.memories.get('c', id), { code: 'MEMORY_NOT_FOUND' });
  await eventually(
    async () =>
      two.app.memories.get('c', id).then(
        () => undefined,
        () => true,
      ),
    2000,
  );
});

test('a memory of one project is never found under another', async () => {
  const { id } = await store('d', 'mine alone');
  await one.app.memories.get('d', id);
  await assert.rejects(one.app.memories.get('e', id), { code: 'MEMORY_NOT_FOUND' });
});

test('what is stored is found by the next search, though the search was asked before', async () => {
  const words = { query: 'xylophone lessons', mode: 'keyword' } as const;
  const found = async () =>
    (await one.app.memories.search('f', words)).results.map(({ memory }) => memory.content);
  assert.deepEqual(await found(), []);
  assert.deepEqual(await found(), []);
  await one.app.memories.store('f', { content: 'xylophone lessons on monday' });
  assert.deepEqual(await found(), ['xylophone lessons on monday']);
});

test('a search of a project at rest is answered from the cache', async () => {
  const ask = () => one.app.memories.search('quiet', { query: 'nothing here', mode: 'hybrid' });
  await ask();
  const before = figures(one, 'searches');
  await ask();
  assert.equal(figures(one, 'searches').l1.hits - before.l1.hits, 1);
  await one.app.memories.search('quiet', { query: 'nothing here', mode: 'hybrid', when: 'today' });
  assert.equal(figures(one, 'searches').l1.hits - before.l1.hits, 1);
});

test('clearing empties every replica and Redis, and deletes nothing else', async () => {
  const short = await one.app.memories.store('g', { content: 'passing', tier: 'short' });
  await inTime(async (attempt) => {
    const project = `g${attempt}`;
    const { id } = await store(project, 'forget that you know me');
    await one.app.memories.get(project, id);
    await two.app.memories.get(project, id);
    await answersInRedis(project, 1);
  });

  const { status, body } = await call(`${one.url}/api/v1/admin/cache?level=l1`, { method: 'DELETE', key });
  assert.deepEqual([status, body], [200, { level: 'l1', deleted: 0 }]);
  await eventually(async () => (figures(two).l1.entries === 0 ? true : undefined), 2000);
  assert.equal(figures(one).l1.entries, 0);
  assert.ok((await keysUnder(redis, cached)).length > 0);

  const all = await call(`${one.url}/api/v1/admin/cache`, { method: 'DELETE', key });
  assert.ok(all.body.deleted > 0);
  assert.deepEqual(await keysUnder(redis, cached), []);
  assert.equal((await one.app.memories.get('g', short.memory.id)).content, 'passing');
  const { body: shown } = await call(`${one.url}/api/v1/admin/cache`, { key });
  assert.deepEqual(
    shown.caches.map(({ cache }: { cache: string }) => cache),
    ['memories', 'searches'],
  );
  const text = await (await fetch(`${one.metricsUrl}/metrics`)).text();
  assert.match(text, /mcp_cache_requests_total\{cache="memories",level="l1",result="hit"\} [1-9]/);
});

test('a cache takes its new size at once', async () => {
  const ids = [];
  for (let i = 0; i < 6; i++)
    ids.push((await one.app.memories.store('h', { content: `sized ${i}` })).memory.id);
  await drained(one.app.mysql);
  for (const id of ids) await one.app.memories.get('h', id);
  const patch = (body: unknown) => call(`${one.url}/api/v1/admin/config`, { method: 'PATCH', key, body });
  assert.equal((await patch({ set: { 'cache.l1_max_entries': 4 } })).status, 200);
  assert.deepEqual([figures(one).l1.entries, figures(one).l1.maxEntries], [2, 2]);
  await eventually(async () => (figures(two).l1.maxEntries === 2 ? true : undefined), 2000);
  assert.equal((await patch({ set: { 'cache.l1_max_entries': 0 } })).status, 200);
  for (const id of ids) await one.app.memories.get('h', id);
  assert.equal(figures(one).l1.entries, 0);
  await patch({ unset: ['cache.l1_max_entries'] });
});

test('a replica that cannot hear the others does not believe what it keeps', async (t) => {
  const own = lastInFirstOut(t);
  const url = new URL(one.config.redis.url);
  const line = await cable(own, url.hostname, Number(url.port));
  url.host = `127.0.0.1:${line.port}`;
  const deaf = await startWith(own, { ...one.config, redis: { ...one.config.redis, url: url.href } });
  await eventually(async () => deaf.app.events.hearing() || undefined);
  const { id } = await store('i', 'before the silence');
  await deaf.app.memories.get('i', id);
  line.freeze();
  await one.app.memories.update('i', id, { content: 'said into the silence' });
  await eventually(
    async () =>
      (await deaf.app.memories.get('i', id)).content === 'said into the silence' ? true : undefined,
    6000,
  );
  line.cut();
  assert.equal((await deaf.app.memories.get('i', id)).content, 'said into the silence');
  await deaf.app.memories.update('i', id, { content: 'without Redis' });
  assert.equal((await deaf.app.memories.get('i', id)).content, 'without Redis');
  line.mend();
  await eventually(
    async () => ((await one.app.memories.get('i', id)).content === 'without Redis' ? true : undefined),
    8000,
  );
});
