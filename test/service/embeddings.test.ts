import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createEmbedder } from '../../service/src/embeddings/create.ts';
import type { EmbeddingError } from '../../service/src/embeddings/embedder.ts';
import { createModelGuard } from '../../service/src/vectors/guard.ts';
import { embeddingsConfig, freshVectors } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';
import { freshPool } from './support/stores.ts';

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
  assert.deepEqual(
    asked.map(({ input }) => input.length),
    [2, 2, 1],
  );
  assert.deepEqual(
    made.map(([x = 0, y = 1]) => Math.round(x / y)),
    [1, 2, 3, 4, 5],
  );
  await embedder.embedQuery('query');
  await embedder.embedQuery('query');
  assert.equal(asked.length, 4);
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
