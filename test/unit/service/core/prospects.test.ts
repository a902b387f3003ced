import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLayeredCache } from '../../../../service/src/cache/layered.ts';
import { createLocalCache } from '../../../../service/src/cache/local.ts';
import { withCaches } from '../../../../service/src/embeddings/cached.ts';

const UNIT = Float32Array.of(1, 0);
const inner = {
  identity: async () => ({ provider: 'openai', model: 'm', dimension: 2, kind: 'semantic' }) as const,
  embed: async (texts: readonly string[]) => texts.map(() => UNIT),
  probe: async () => UNIT,
};

/** Asks `ask` for `count` new things, and counts what `looks` counts meanwhile. */
async function during(looks: () => number, count: number, ask: (what: string) => Promise<unknown>) {
  const before = looks();
  for (let i = 0; i < count; i++) await ask(`${before} ${i}`);
  return looks() - before;
}

test('queries that are always new are seldom looked for in the shared cache, until one is asked again', async () => {
  const looked: string[] = [];
  const stored: string[] = [];
  const shared = {
    get: async (key: string) => {
      looked.push(key);
      return null;
    },
    set: (key: string) => void stored.push(key),
  };
  const embedder = withCaches(inner, { batchSize: 8, shared });
  const looks = () => looked.length;
  assert.equal(await during(looks, 100, embedder.embedQuery), 100);
  assert.equal(await during(looks, 80, embedder.embedQuery), 10);
  assert.deepEqual(stored, looked);
  await embedder.embedQuery('again');
  await embedder.embedQuery('again');
  assert.equal(await during(looks, 20, embedder.embedQuery), 20);
});

test('answers that are never asked for again are seldom looked for in Redis, until one is found there', async () => {
  let looks = 0;
  let found: string | null = null;
  const kept = () => undefined;
  const cache = createLayeredCache<{ made: boolean }>({
    local: createLocalCache({ maxEntries: 0, maxBytes: 1, ttlMs: 1000 }, kept),
    remote: {
      find: async (_scope, key) => {
        looks += 1;
        return { json: found, place: key };
      },
      set: kept,
      expire: kept,
    },
    hearing: () => true,
    ttlMs: () => 1000,
    lifetimeMs: () => 1000,
    onLook: kept,
  });
  const ask = (what: string) => cache.get('scope', what, async () => ({ made: true }));
  const count = () => looks;
  assert.equal(await during(count, 100, ask), 100);
  assert.equal(await during(count, 80, ask), 10);
  found = '{"made":false}';
  assert.equal(await during(count, 27, ask), 20);
  assert.deepEqual(await ask('any'), { made: false });
});
