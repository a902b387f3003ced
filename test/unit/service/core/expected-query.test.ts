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
