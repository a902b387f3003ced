import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Redis } from 'ioredis';
import { createEmbedder } from '../../service/src/embeddings/create.ts';
import type { EmbeddingError, EmbeddingMetrics } from '../../service/src/embeddings/embedder.ts';
import { createSharedCache } from '../../service/src/embeddings/shared-cache.ts';
import { createModelGuard } from '../../service/src/vectors/guard.ts';
import { embeddingsConfig, eventually, freshVectors } from './support/core.ts';
import { inTime } from './support/in-time.ts';
import { cable } from './support/proxy.ts';
import { lastInFirstOut } from './support/scope.ts';
import { addresses, freshPool, freshRedis, keysUnder, uniqueName } from './support/stores.ts';

interface Asked {
  model: string;
  input: string[];
}

/** A server that answers as told; what it was asked is kept. */
async function server(
  t: TestContext,
  answer: (asked: Asked, count: number) => { status: number; body: unknown } | null,
) {
  const asked: Asked[] = [];
  const http = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const body = JSON.parse(text) as Asked;
      asked.push(body);
      const reply = answer(body, asked.length);
      // null: never answers.
      if (reply) response.writeHead(reply.status).end(JSON.stringify(reply.body));
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  t.after(() => {
    http.closeAllConnections();
    http.close();
  });
  return { asked, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1/` };
}

const vectors = ({ input }: Asked, turn = 0) => ({
  status: 200,
  body: { data: input.map((text, index) => ({ index, embedding: [text.length, 1, turn] })).reverse() },
});

test('the real server: one vector per text in their order, of length 1, alike for like texts', async () => {
  const embedder = createEmbedder(embeddingsConfig({ batch_size: 2 }));
  const identity = await embedder.identity();
  assert.equal(identity.dimension, 384);
  assert.equal(identity.kind, 'semantic');
  const [dog, puppy, tax] = await embedder.embed([
    'a dog barks',
    'the puppy is barking',
    'income tax declaration',
  ]);
  assert.ok(dog && puppy && tax);
  const cosine = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  assert.ok(Math.abs(cosine(dog, dog) - 1) < 1e-5);
  assert.ok(cosine(dog, puppy) > 0.6 && cosine(dog, tax) < 0.3);
  const [again] = await embedder.embed(['x'.repeat(100_000)]);
  assert.equal(again?.length, 384);
});

test('texts go in batches, queries are asked once, order follows the index', async (t) => {
  const { asked, url } = await server(t, (body) => vectors(body));
  const embedder = createEmbedder(embeddingsConfig({ base_url: url, batch_size: 2 }));
  const made = await embedder.embed(['1', '22', '333', '4444', '55555']);
  // The first is the probe, which tells the caches which model this is.
  assert.deepEqual(
    asked.map(({ input }) => input.length),
    [1, 2, 2, 1],
  );
  assert.deepEqual(
    made.map(([x = 0, y = 1]) => Math.round(x / y)),
    [1, 2, 3, 4, 5],
  );
  await embedder.embedQuery('query');
  await embedder.embedQuery('query');
  assert.equal(asked.length, 5);
});

test('passing failures are retried, others are not, and both say what happened', async (t) => {
  const flaky = await server(t, (body, count) =>
    count < 3 ? { status: 503, body: 'warming up' } : vectors(body),
  );
  const patient = createEmbedder(embeddingsConfig({ base_url: flaky.url }));
  assert.equal((await patient.embed(['x'])).length, 1);

  const refusing = await server(t, () => ({ status: 413, body: { error: 'too long' } }));
  const refused = createEmbedder(embeddingsConfig({ base_url: refusing.url })).embed(['x']);
  await assert.rejects(
    refused,
    (error: EmbeddingError) => error.permanent && /413.*too long/.test(error.message),
  );
  assert.equal(refusing.asked.length, 1);

  for (const body of [{}, { data: [] }, { data: [{ embedding: [] }] }, { data: [{ embedding: ['a'] }] }]) {
    const wrong = await server(t, () => ({ status: 200, body }));
    await assert.rejects(
      createEmbedder(embeddingsConfig({ base_url: wrong.url })).embed(['x']),
      /something that is not the vectors/,
    );
  }
});

test('a server that hangs is given up after its time, and left alone after five failures', async (t) => {
  const { asked, url } = await server(t, () => null);
  const embedder = createEmbedder(embeddingsConfig({ base_url: url, timeout_ms: 100 }));
  await assert.rejects(embedder.embed(['x']), /too slow/);
  await assert.rejects(embedder.embed(['x']), /keeps failing|too slow/);
  await assert.rejects(embedder.embed(['x']), /keeps failing/);
  assert.equal(asked.length, 5);
});

test('a changed model is refused: by name, by dimension, and by what it answers under the old name', async (t) => {
  const scope = lastInFirstOut(t);
  const mysql = await freshPool(scope);
  const { vectors: index } = freshVectors(scope);
  let turn = 1;
  const { url } = await server(t, (body) => vectors(body, turn));
  const guard = (model: string) =>
    createModelGuard({
      mysql,
      vectors: index,
      embedder: createEmbedder(embeddingsConfig({ base_url: url, model })),
    });
  await guard('first').ready();
  await guard('first').ready();
  const refused = (error: { code?: string; message?: string }) => error.code === 'MODEL_MISMATCH';
  await assert.rejects(guard('second').ready(), refused);
  turn = 1000;
  await assert.rejects(guard('first').ready(), refused);
  const builtin = createModelGuard({
    mysql,
    vectors: index,
    embedder: createEmbedder(embeddingsConfig({ provider: 'builtin' })),
  });
  await assert.rejects(builtin.ready(), refused);
  // Also by the collections themselves, should the settings be lost.
  await mysql.query('DELETE FROM settings');
  await assert.rejects(builtin.ready(), /holds vectors of openai:first \(3 dimensions\)/);
});

test('queries asked at the same time share requests, and the same one is asked once', async (t) => {
  const { asked, url } = await server(t, (body) => vectors(body));
  const embedder = createEmbedder(embeddingsConfig({ base_url: url, batch_size: 8 }));
  await embedder.probe();
  const lengths = Array.from({ length: 40 }, (_, i) => (i % 20) + 1);
  const made = await Promise.all(lengths.map((length) => embedder.embedQuery('x'.repeat(length))));
  assert.deepEqual(
    made.map(([x = 0, y = 1]) => Math.round(x / y)),
    lengths,
  );
  assert.deepEqual(
    asked.slice(1).map(({ input }) => input.length),
    [8, 8, 4],
  );
});

test('a query that the server refuses does not fail those it was sent with', async (t) => {
  const { url } = await server(t, (body) =>
    body.input.includes('bad') ? { status: 400, body: 'refused' } : vectors(body),
  );
  const embedder = createEmbedder(embeddingsConfig({ base_url: url }));
  const [good, bad] = await Promise.allSettled([embedder.embedQuery('good'), embedder.embedQuery('bad')]);
  assert.equal(good.status, 'fulfilled');
  assert.ok(bad.status === 'rejected' && /400.*refused/.test(bad.reason.message));
});

test('replicas share the vectors of queries through Redis, by model; other texts leave no trace there', async (t) => {
  const scope = lastInFirstOut(t);
  const { redis, keyPrefix: base } = freshRedis(scope);
  let turn = 1;
  const { asked, url } = await server(t, (body) => vectors(body, turn));
  const looks: string[] = [];
  const metrics: EmbeddingMetrics = {
    embeddingCache: (level, hit) => looks.push(`${level} ${hit ? 'hit' : 'miss'}`),
    embeddingRequest: () => undefined,
    embeddingBreaker: () => undefined,
  };
  await inTime(async (attempt) => {
    const keyPrefix = `${base}${attempt}:`;
    const replica = () =>
      createEmbedder(embeddingsConfig({ base_url: url }), {
        shared: createSharedCache({ redis, keyPrefix, ttlSeconds: 60 }),
        metrics,
      });
    await redis.ping();
    turn = 1;
    const [first, second] = [replica(), replica()];
    await first.embed(['a text of a project']);
    const vector = await first.embedQuery('what is it?');
    await eventually('one entry', async () => (await keysUnder(redis, keyPrefix)).length === 1);
    const [entry = ''] = await keysUnder(redis, keyPrefix);
    assert.ok(!entry.includes('what'));
    const ttl = await redis.pttl(entry);
    assert.ok(ttl > 40_000 && ttl <= 60_000, String(ttl));
    await second.probe();
    const before = asked.length;
    looks.length = 0;
    assert.deepEqual(await second.embedQuery('what is it?'), vector);
    assert.deepEqual(await second.embedQuery('what is it?'), vector);
    assert.equal(asked.length, before);
    assert.deepEqual(looks, ['l1 miss', 'l2 hit', 'l1 hit']);
    // Another model behind the same name: what the old one made must not be found.
    turn = 1000;
    await second.probe();
    assert.notDeepEqual(await second.embedQuery('what is it?'), vector);
  });
});

test('a Redis that hangs costs a query 50 ms once, and none without it', async (t) => {
  const target = new URL(addresses.redis());
  const redis = await cable(t, target.hostname, Number(target.port));
  const client = new Redis(redis.port, '127.0.0.1', { commandTimeout: 2000, enableOfflineQueue: false });
  client.on('error', () => undefined);
  t.after(() => client.disconnect());
  await once(client, 'ready');
  const { url } = await server(t, (body) => vectors(body));
  const embedder = createEmbedder(embeddingsConfig({ base_url: url }), {
    shared: createSharedCache({ redis: client, keyPrefix: `test:${uniqueName()}:`, ttlSeconds: 60 }),
  });
  await embedder.probe();
  redis.freeze();
  const start = performance.now();
  for (let i = 0; i < 10; i++) await embedder.embedQuery(`query ${i}`);
  const took = performance.now() - start;
  assert.ok(took < 400, `${took} ms`);
});

test('what the breaker and the requests do is told', async (t) => {
  const { url } = await server(t, () => ({ status: 500, body: 'broken' }));
  const states: string[] = [];
  const requests: boolean[] = [];
  const embedder = createEmbedder(embeddingsConfig({ base_url: url }), {
    metrics: {
      embeddingCache: () => undefined,
      embeddingRequest: (_texts, _seconds, ok) => requests.push(ok),
      embeddingBreaker: (state) => states.push(state),
    },
  });
  await assert.rejects(embedder.probe());
  await assert.rejects(embedder.probe());
  assert.deepEqual(states, ['open']);
  assert.deepEqual(requests, [false, false]);
});
