import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Embedder } from '../../service/src/embeddings/embedder.ts';
import { createMemoryService } from '../../service/src/memories/service.ts';
import { createRelay } from '../../service/src/outbox/relay.ts';
import { rebuildVectors } from '../../service/src/reconcile/rebuild.ts';
import { verifyVectors } from '../../service/src/reconcile/verify.ts';
import { createModelGuard } from '../../service/src/vectors/guard.ts';
import { COLLECTION_KEYS, type CollectionKey } from '../../service/src/vectors/index.ts';
import { createMilvusIndex } from '../../service/src/vectors/milvus.ts';
import { writeRebuild } from '../../service/src/vectors/rebuild-state.ts';
import { type Core, count, drained, eventually, log, milvusOptions, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';

const rebuild = (
  core: Core,
  wanted: readonly CollectionKey[] = COLLECTION_KEYS,
  { embedder = core.embedder, signal = new AbortController().signal } = {},
) => {
  const { mysql, vectors } = core;
  const guard = createModelGuard({ mysql, vectors, embedder });
  return rebuildVectors({ mysql, vectors, embedder, guard, log }, wanted, () => undefined, signal);
};

/** The collections that exist, such as mid 2. */
async function generations(core: Core): Promise<string[]> {
  const lists = await Promise.all(
    COLLECTION_KEYS.map(async (key) =>
      (await core.vectors.generations.list(key)).map((generation) => `${key} ${generation}`),
    ),
  );
  return lists.flat();
}

async function assertClean(core: Core): Promise<number> {
  const report = await verifyVectors(core, { repair: false }, () => undefined, new AbortController().signal);
  assert.deepEqual(report.examples, []);
  return report.checked;
}

const texts = (n: number, what: string) => Array.from({ length: n }, (_, i) => `${what} number ${i}`);

test('searches go on and nothing is lost while everything is rebuilt', async (t) => {
  const core = await startCore(t);
  const { service } = core;
  const anchor = await service.store('p', { content: 'The lighthouse keeper counts the ships at night.' });
  const early = await Promise.all(texts(150, 'early').map((content) => service.store('p', { content })));
  await drained(core.mysql);

  let stop = false;
  let searches = 0;
  const searching = (async () => {
    while (!stop) {
      const found = await service.search('p', {
        query: 'who counts ships at night?',
        mode: 'vector',
        limit: 3,
      });
      assert.equal(found.degraded, false);
      assert.equal(found.results[0]?.memory.id, anchor.memory.id, `search ${searches}`);
      searches += 1;
    }
  })();
  let writes = 0;
  const writing = (async () => {
    while (!stop) {
      const { memory } = await service.store('p', { content: `late number ${writes}` });
      if (writes % 3 === 0) await service.store('p', { content: memory.content, tier: 'long' });
      const victim = early[writes]?.memory.id;
      if (writes % 4 === 0 && victim) await service.remove('p', victim);
      writes += 1;
    }
  })();
  const report = await rebuild(core).finally(() => {
    stop = true;
  });
  await Promise.all([searching, writing]);
  t.diagnostic(`${searches} searches and ${writes} writes meanwhile`);
  assert.ok(searches > 20 && writes > 20);
  assert.equal(report.resumed, false);
  assert.deepEqual(await generations(core), ['mid 2', 'long 2', 'errors 2']);
  await drained(core.mysql);
  assert.equal(await assertClean(core), await count(core.mysql, 'long_term_memories'));
  assert.equal(await count(core.mysql, 'settings', "name = 'vector_rebuild'"), 0);
});

test('cut short it goes on where it was; one collection can be rebuilt alone', async (t) => {
  const core = await startCore(t);
  await Promise.all(texts(150, 'text').map((content) => core.service.store('p', { content })));
  await drained(core.mysql);
  const aborter = new AbortController();
  let batches = 0;
  const embedder: Embedder = {
    ...core.embedder,
    embed(batch, signal) {
      batches += 1;
      if (batches === 2) aborter.abort(new Error('cut short'));
      return core.embedder.embed(batch, signal);
    },
  };
  await assert.rejects(rebuild(core, ['mid'], { embedder, signal: aborter.signal }), /cut short/);
  assert.deepEqual(await generations(core), ['mid 1', 'mid 2', 'long 1', 'errors 1']);
  // Meanwhile relays write to both.
  const { memory } = await core.service.store('p', { content: 'in between' });
  await drained(core.mysql);
  const found = await core.vectors.revisions({ collection: 'mid', generation: 2 }, [memory.id]);
  assert.equal(found.length, 1);

  batches = 10;
  const report = await rebuild(core, COLLECTION_KEYS, { embedder });
  assert.equal(report.resumed, true);
  assert.deepEqual(report.generations, { mid: 2 });
  assert.ok(batches < 13, `${batches - 10} pages were made again`);
  assert.deepEqual(await generations(core), ['mid 2', 'long 1', 'errors 1']);
  await assertClean(core);
});

test('until the old collection is gone, writes reach the new one whatever the alias still leads to', async (t) => {
  const core = await startCore(t, { startRelay: false });
  const { mysql, vectors, embedder } = core;
  const guard = createModelGuard(core);
  await guard.ready();
  const renewed = { collection: 'mid', generation: 2 } as const;
  await vectors.generations.create(renewed, await embedder.identity());
  const model = await guard.own();
  await writeRebuild(mysql, { phase: 'dropping', model, generations: { mid: 2 }, copied: {} });
  core.relay.start();
  const { memory } = await core.service.store('p', { content: 'stored while the alias moves' });
  await drained(mysql);
  assert.deepEqual(
    (await vectors.revisions(renewed, [memory.id])).map(({ id }) => id),
    [memory.id],
  );
});

test('whoever searches while an alias moves searches the new collection from then on', async (t) => {
  const core = await startCore(t, { startRelay: false });
  const { vectors, embedder } = core;
  await createModelGuard(core).ready();
  const model = await embedder.identity();
  const both = [1, 2].map((generation) => ({ collection: 'mid', generation }) as const);
  const question = new Float32Array(model.dimension).fill(1);
  for (const generation of both) {
    await vectors.generations.create(generation, model);
    const fields = { project: 'p', type: 'note', tags: [], createdAt: 1, revision: 'r' };
    await vectors.upsert(generation, [{ id: `of ${generation.generation}`, ...fields, vector: question }]);
    await vectors.scan(generation, { after: '', limit: 1, complete: true });
  }
  const search = async () => (await vectors.search('mid', 'p', question, 1, {}))[0]?.id;
  let stop = false;
  const searching = Array.from({ length: 8 }, async () => {
    while (!stop) await search();
  });
  try {
    for (let turn = 1; turn <= 20; turn++) {
      const generation = (turn % 2) + 1;
      await vectors.generations.serve({ collection: 'mid', generation });
      assert.equal(await search(), `of ${generation}`, `turn ${turn}`);
    }
  } finally {
    stop = true;
    await Promise.all(searching);
  }
});

test('another model is refused until everything is rebuilt with it; then the old one is', async (t) => {
  const scope = lastInFirstOut(t);
  const core = await startCore(scope);
  await Promise.all(texts(20, 'text').map((content) => core.service.store('p', { content })));
  await drained(core.mysql);
  await core.relay.stop();

  const { mysql, redis, keyPrefix, collectionPrefix } = core;
  const { createEmbedder } = await import('../../service/src/embeddings/create.ts');
  const { embeddingsConfig } = await import('./support/core.ts');
  const embedder = createEmbedder(embeddingsConfig({ provider: 'builtin' }));
  const vectors = createMilvusIndex({ ...milvusOptions(), collectionPrefix });
  const relay = createRelay({ mysql, vectors, embedder, log });
  const service = createMemoryService({
    mysql,
    redis,
    vectors,
    embedder,
    log,
    keyPrefix,
    config: { short_ttl_seconds: 60 },
    onCommit: relay.wake,
    events: { publish: () => undefined, on: () => () => true, hearing: () => false },
  });
  scope.after(() => vectors.close());
  scope.after(() => relay.stop());
  relay.start();
  await service.store('p', { content: 'stored with the new model' });
  assert.equal((await service.search('p', { query: 'text number 3', mode: 'vector' })).degraded, true);
  await eventually('a refused batch', () => count(mysql, 'outbox', 'attempts > 0'));

  const changed = { ...core, vectors, embedder };
  await assert.rejects(rebuild(changed, ['mid']), { code: 'INVALID_REQUEST' });
  const report = await rebuild(changed);
  assert.equal(report.model.provider, 'builtin');
  await drained(mysql);
  await assertClean(changed);
  const back = await eventually('a search with vectors', async () => {
    const found = await service.search('p', { query: 'text number 3', mode: 'vector' });
    return found.degraded ? null : found;
  });
  assert.equal(back.results[0]?.memory.content, 'text number 3');
  // The process with the old model must not mix: it notices within two seconds.
  await eventually('the old model refused', async () => {
    const found = await core.service.search('p', { query: 'text number 3', mode: 'vector' });
    return found.degraded && found.unavailable.includes('vectors');
  });
});
