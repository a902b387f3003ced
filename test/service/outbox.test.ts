import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { RowDataPacket } from 'mysql2/promise';
import { type Embedder, EmbeddingError } from '../../service/src/embeddings/embedder.ts';
import { claim } from '../../service/src/outbox/claims.ts';
import { createRelay } from '../../service/src/outbox/relay.ts';
import { outboxStats } from '../../service/src/outbox/stats.ts';
import { type Core, count, drained, eventually, log, startCore } from './support/core.ts';
import { cable } from './support/proxy.ts';
import { addresses } from './support/stores.ts';

/** The ids that the collections of both tiers hold. */
async function vectorIds({ milvus, collectionPrefix }: Core): Promise<string[]> {
  return milvus.use('query', async (client) => {
    const ids: string[] = [];
    for (const tier of ['mid', 'long']) {
      const reply = await client.query({
        collection_name: `${collectionPrefix}${tier}_term_memories`,
        filter: 'created_at > 0',
        output_fields: ['id'],
        consistency_level: 0,
        limit: 1000,
      });
      ids.push(...reply.data.map(({ id }) => String(id)));
    }
    return ids.sort();
  });
}

const milvusCable = (t: TestContext) => {
  const [host = '', port = ''] = addresses.milvus().split(':');
  return cable(t, host, Number(port));
};

async function storeMany(core: Core, texts: readonly string[]): Promise<string[]> {
  const stored = await Promise.all(texts.map((content) => core.service.store('p', { content })));
  return stored.map(({ memory }) => memory.id).sort();
}

const texts = (count: number, what: string) => Array.from({ length: count }, (_, i) => `${what} number ${i}`);

test('a stored memory is found by meaning within about a second', async (t) => {
  const core = await startCore(t);
  await core.service.store('p', { content: 'warming the collections up' });
  await drained(core.mysql);
  const start = performance.now();
  const { memory } = await core.service.store('p', { content: 'Cats purr when they are content.' });
  await eventually('the vector', async () => {
    const { results } = await core.service.search('p', { query: 'happy kitten noises', mode: 'vector' });
    return results[0]?.memory.id === memory.id;
  });
  const seconds = (performance.now() - start) / 1000;
  t.diagnostic(`found after ${seconds.toFixed(2)} s`);
  assert.ok(seconds < 3, `${seconds} s`);
});

test('nothing is lost while Milvus is away, and searches answer by keyword', async (t) => {
  const milvus = await milvusCable(t);
  const core = await startCore(t, { milvusAddress: `127.0.0.1:${milvus.port}` });
  const before = await storeMany(core, texts(10, 'early'));
  await drained(core.mysql);

  milvus.cut();
  const during = await storeMany(core, texts(40, 'late'));
  const degraded = await core.service.search('p', { query: 'late number 7' });
  assert.equal(degraded.degraded, true);
  assert.equal(degraded.mode, 'keyword');
  assert.deepEqual(degraded.unavailable, ['vectors']);
  assert.equal(degraded.results[0]?.memory.content, 'late number 7');
  await core.service.remove('p', before[0] as string);
  await eventually('a failed attempt', () => count(core.mysql, 'outbox', 'attempts > 0'));
  const stats = await outboxStats(core.mysql);
  assert.ok(stats.pending >= 1 && stats.dead === 0 && stats.lagSeconds > 0);

  milvus.mend();
  await drained(core.mysql);
  assert.deepEqual(await vectorIds(core), [...before.slice(1), ...during].sort());
  const back = await eventually('a search with vectors', async () => {
    const found = await core.service.search('p', { query: 'late number 7', mode: 'vector' });
    return found.degraded ? undefined : found;
  });
  assert.equal(back.mode, 'vector');
});

test('a Milvus that hangs costs a search two seconds at most, then nothing', async (t) => {
  const milvus = await milvusCable(t);
  const core = await startCore(t, { milvusAddress: `127.0.0.1:${milvus.port}` });
  await storeMany(core, texts(3, 'frozen'));
  await drained(core.mysql);
  milvus.freeze();
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    const found = await core.service.search('p', { query: 'frozen number 1' });
    times.push(performance.now() - start);
    assert.equal(found.degraded, true);
    assert.equal(found.results[0]?.memory.content, 'frozen number 1');
  }
  assert.ok(Math.max(...times) < 3000, String(times));
  assert.ok((times.at(-1) as number) < 200, String(times));
});

test('embeddings that fail are retried; one text that can never be embedded is put aside', async (t) => {
  let broken = true;
  const wrapEmbedder = (inner: Embedder): Embedder => ({
    ...inner,
    embed: async (batch, signal) => {
      if (broken) throw new EmbeddingError('out of order');
      if (batch.some((text) => text.includes('poison')))
        throw new EmbeddingError('bad text', { permanent: true });
      return inner.embed(batch, signal);
    },
  });
  const core = await startCore(t, { wrapEmbedder });
  const good = await storeMany(core, texts(9, 'good'));
  await core.service.store('p', { content: 'poison' });
  await eventually('a failed attempt', () => count(core.mysql, 'outbox', 'attempts > 0'));
  broken = false;
  await eventually('one entry put aside', async () => {
    const { pending, dead } = await outboxStats(core.mysql);
    return pending === 0 && dead === 1;
  });
  assert.deepEqual(await vectorIds(core), good);
  assert.equal((await core.service.search('p', { query: 'poison', mode: 'keyword' })).results.length, 1);
});

test('a process killed after the commit loses nothing, nor does one killed in the middle of a batch', async (t) => {
  const core = await startCore(t, { startRelay: false });
  const [rows] = await core.mysql.query<RowDataPacket[]>('SELECT DATABASE() AS name');
  const database = new URL(addresses.mysql());
  database.pathname = `/${rows[0]?.name}`;
  const child = spawn(process.execPath, [`${import.meta.dirname}/support/store-and-die.ts`], {
    env: { ...process.env, CORE_DATABASE_URL: database.href, CORE_KEY_PREFIX: core.keyPrefix },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGKILL');
  const ids = said.trim().split('\n').sort();
  assert.equal(ids.length, 5);

  // What a relay leaves behind that dies with a batch in its hands.
  assert.equal((await claim(core.mysql, ['memory'], 3)).length, 3);
  core.relay.start();
  await drained(core.mysql);
  assert.deepEqual(await vectorIds(core), ids);
});

test('several relays share the work, and the index ends as the rows say', async (t) => {
  const core = await startCore(t);
  const others = [1, 2].map(() => createRelay({ ...core, log }));
  for (const relay of others) relay.start();
  t.after(() => Promise.all(others.map((relay) => relay.stop())));
  const kept: string[] = [];
  await Promise.all(
    texts(120, 'churn').map(async (content, i) => {
      const { memory } = await core.service.store('p', { content });
      if (i % 3 === 0) await core.service.store('p', { content, tier: 'long' });
      if (i % 4 === 0) await core.service.remove('p', memory.id);
      else kept.push(memory.id);
    }),
  );
  await drained(core.mysql);
  assert.deepEqual(await vectorIds(core), kept.sort());
});

test('between full batches a relay rests while more is stored', async (t) => {
  const EMBEDDING_MS = 200;
  const moments: { began: number; ended: number }[] = [];
  const core: Core = await startCore(t, {
    startRelay: false,
    wrapEmbedder: (inner) => ({
      ...inner,
      embed: async (batch, signal) => {
        const began = performance.now();
        core.relay.wake();
        const [vectors] = await Promise.all([inner.embed(batch, signal), delay(EMBEDDING_MS)]);
        moments.push({ began, ended: performance.now() });
        return vectors;
      },
    }),
  });
  await storeMany(core, texts(70, 'burst'));
  core.relay.start();
  await drained(core.mysql);
  const batches = moments.slice(-3);
  const rests = batches.slice(1).map(({ began }, i) => began - (batches[i]?.ended ?? 0));
  assert.equal(rests.length, 2);
  assert.ok(Math.min(...rests) >= EMBEDDING_MS, String(rests));
});

test('stop ends a relay at once when it is idle, and after its batch when it is not', async (t) => {
  const core = await startCore(t);
  await storeMany(core, texts(5, 'last'));
  await core.relay.stop();
  assert.equal(await count(core.mysql, 'outbox', 'claimed_by IS NOT NULL'), 0);
});
