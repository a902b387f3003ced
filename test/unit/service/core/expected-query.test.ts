import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { withCaches } from '../../../../service/src/embeddings/cached.ts';

const UNIT = Float32Array.of(1, 0);
const inner = {
  identity: async () => ({ provider: 'openai', model: 'm', dimension: 2, kind: 'semantic' }) as const,
  embed: async (texts: readonly string[]) => texts.map(() => UNIT),
  probe: async () => UNIT,
};

test('a query that is expected is looked for once, before it is asked', async () => {
  const looked: string[] = [];
  const shared = {
    get: async (key: string) => {
      looked.push(key);
      return Float32Array.of(0, 1);
    },
    set: () => undefined,
  };
  const embedder = withCaches(inner, { batchSize: 8, shared });
  embedder.expectQuery('before the model is known');
  await embedder.probe();
  embedder.expectQuery('where?');
  await setImmediate();
  assert.equal(looked.length, 1);
  assert.deepEqual(await embedder.embedQuery('where?'), Float32Array.of(0, 1));
  embedder.expectQuery('where?');
  assert.deepEqual(await embedder.embedQuery('where?'), Float32Array.of(0, 1));
  assert.equal(looked.length, 1);
});

test('where queries are new again and again, an expected one is embedded at once, and once', async () => {
  const embedded: string[] = [];
  const embed = async (texts: readonly string[]) => {
    embedded.push(...texts);
    return texts.map(() => UNIT);
  };
  const shared = { get: async () => null, set: () => undefined };
  const embedder = withCaches({ ...inner, embed }, { batchSize: 8, shared });
  await embedder.probe();
  embedder.expectQuery('first');
  await setImmediate();
  assert.deepEqual(embedded, []);
  for (let i = 0; i < 100; i++) await embedder.embedQuery(`new ${i}`);
  embedder.expectQuery('last');
  await setImmediate();
  await setImmediate();
  assert.equal(embedded.at(-1), 'last');
  await embedder.embedQuery('last');
  assert.equal(embedded.length, 101);
});

test('what failed for an expected query is asked anew by the next', async () => {
  let down = false;
  const embed = async (texts: readonly string[]) => {
    if (down) throw new Error('down');
    return texts.map(() => UNIT);
  };
  const shared = { get: async () => null, set: () => undefined };
  const embedder = withCaches({ ...inner, embed }, { batchSize: 8, shared });
  await embedder.probe();
  for (let i = 0; i < 100; i++) await embedder.embedQuery(`new ${i}`);
  down = true;
  embedder.expectQuery('query');
  await setImmediate();
  await assert.rejects(embedder.embedQuery('query'), /down/);
  down = false;
  assert.deepEqual(await embedder.embedQuery('query'), UNIT);
});
