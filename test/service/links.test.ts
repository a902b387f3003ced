import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RelatedMemory } from '../../service/src/memories/change-schemas.ts';
import { createRelay } from '../../service/src/outbox/relay.ts';
import { type Core, count, drained, eventually, log, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';

let core: Core;
const scope = lastInFirstOut({ after });
before(async () => {
  core = await startCore(scope);
});

const link = async (threshold = 0.95) =>
  core.service.upkeep.linkSimilar(threshold, () => undefined, new AbortController().signal);

/** Links as soon as the vectors are there. */
async function linked(threshold?: number) {
  await drained(core.mysql);
  return link(threshold);
}

const stored = async (project: string, content: string, tier: 'short' | 'mid' | 'long' = 'mid') =>
  (await core.service.store(project, { content, tier })).memory;
const idsOf = (related: RelatedMemory[]) => related.map(({ memory }) => memory.id);
const relatedTo = async (project: string, id: string) => idsOf(await core.service.related(project, id));
const dueIn = (project: string) =>
  count(core.mysql, 'long_term_memories', 'project_id = ? AND links_due = TRUE', [project]);

const SAME = [
  'The deployment to production failed because the disk was full.',
  'The deployments to production failed because the disk was full.',
  'The deployment to production failed, because the disk was full!',
] as const;

describe('near-duplicates', () => {
  test('are linked both ways across the tiers, nearest first, within their project', async () => {
    const a = await stored('near', SAME[0]);
    const b = await stored('near', SAME[1], 'long');
    const c = await stored('near', 'Anna prefers tea to coffee');
    const elsewhere = await stored('far', SAME[0]);
    const short = await stored('near', SAME[2], 'short');
    assert.deepEqual(await core.service.related('near', a.id), []);
    const { checked, linked: links } = await linked();
    assert.equal(checked, 4);
    assert.equal(links, 1);
    const [found, ...more] = await core.service.related('near', a.id);
    assert.deepEqual(more, []);
    assert.deepEqual(found?.memory, b);
    assert.ok(found && found.similarity >= 0.95 && found.similarity <= 1);
    assert.deepEqual(await relatedTo('near', b.id), [a.id]);
    for (const [project, id] of [
      ['near', c.id],
      ['far', elsewhere.id],
      ['near', short.id],
    ] as const) {
      assert.deepEqual(await core.service.related(project, id), []);
    }
    const told = core.told.flatMap((event) => (event.type === 'memory.linked' ? [event.id] : []));
    assert.deepEqual(told.toSorted(), [a.id, b.id].toSorted());
    assert.deepEqual(await link(), { checked: 0, linked: 0 }, 'once is enough');

    const risen = await core.service.promote('near', short.id, 'mid');
    await linked();
    assert.deepEqual((await relatedTo('near', a.id)).toSorted(), [b.id, risen.id].toSorted());
  });

  test('are looked for again after a new text, and the old links go at once', async () => {
    const a = await stored('edit', SAME[0]);
    const b = await stored('edit', SAME[1]);
    const c = await stored('edit', 'Kafka consumers commit offsets only after the row was written');
    await linked();
    assert.deepEqual(await relatedTo('edit', b.id), [a.id]);
    await core.service.update('edit', a.id, { importance: 1 });
    assert.deepEqual(await relatedTo('edit', b.id), [a.id]);
    await core.service.update('edit', a.id, { content: `${c.content}.` });
    assert.deepEqual(await relatedTo('edit', a.id), []);
    assert.deepEqual(await relatedTo('edit', b.id), []);
    await linked();
    assert.deepEqual(await relatedTo('edit', a.id), [c.id]);
    assert.deepEqual(await relatedTo('edit', c.id), [a.id]);
    await core.service.restore('edit', a.id, 1);
    await linked();
    assert.deepEqual(await relatedTo('edit', a.id), [b.id]);
    assert.deepEqual(await relatedTo('edit', c.id), []);
  });

  test('stay over a promotion and go with a memory', async () => {
    const a = await stored('gone', SAME[0]);
    const b = await stored('gone', SAME[1]);
    await linked();
    await core.service.promote('gone', a.id, 'long');
    assert.deepEqual(await relatedTo('gone', b.id), [a.id]);
    await core.service.remove('gone', a.id);
    assert.deepEqual(await relatedTo('gone', b.id), []);
    assert.equal(await count(core.mysql, 'memory_links', 'project_id = ?', ['gone']), 0);
  });

  test('are found whatever order and batches they come in', async () => {
    const texts = Array.from({ length: 80 }, (_, i) => `${SAME[i % 3]} (run ${Math.floor(i / 3)})`);
    await Promise.all(texts.map((text) => stored('batch', text)));
    await linked(0.9);
    assert.equal(await dueIn('batch'), 0);
    const lonely = await count(
      core.mysql,
      'long_term_memories m',
      'm.project_id = ? AND NOT EXISTS (SELECT 1 FROM memory_links l WHERE l.memory_id = m.id)',
      ['batch'],
    );
    assert.equal(lonely, 0);
    const oneWay = await count(
      core.mysql,
      'memory_links l',
      'NOT EXISTS (SELECT 1 FROM memory_links r WHERE r.memory_id = l.linked_id AND r.linked_id = l.memory_id)',
    );
    assert.equal(oneWay, 0);
    const some = (await core.service.list('batch', { limit: 1 })).memories[0];
    assert.ok((await core.service.related('batch', some?.id ?? '')).length <= 20);
  });
});

describe('what cannot be looked at yet', () => {
  test('waits for its vector, and holds up no other', async () => {
    const lost = await stored('wait', 'its vector is lost');
    await drained(core.mysql);
    await core.vectors.remove('mid', [lost.id]);
    await eventually('the loss', async () => (await core.vectors.fetch('mid', [lost.id])).size === 0);
    const a = await stored('wait', SAME[0]);
    const b = await stored('wait', SAME[1]);
    await linked();
    assert.deepEqual(await relatedTo('wait', a.id), [b.id]);
    assert.equal(await dueIn('wait'), 1);
    await core.relay.stop();
    const late = await stored('wait', SAME[2]);
    await link();
    assert.equal(await dueIn('wait'), 2);
    assert.deepEqual(await relatedTo('wait', late.id), []);
  });

  test('is not linked by the vector of a text that it no longer has', async () => {
    const relay = createRelay({ mysql: core.mysql, vectors: core.vectors, embedder: core.embedder, log });
    relay.start();
    scope.after(() => relay.stop());
    const [a, b] = [await stored('stale', SAME[0]), await stored('stale', SAME[1])];
    await drained(core.mysql);
    await Promise.all([relay.stop(), core.relay.stop()]);
    await core.service.update('stale', a.id, { content: 'About something else by now' });
    await link();
    assert.equal(await dueIn('stale'), 1);
    assert.deepEqual(await relatedTo('stale', b.id), []);
  });
});
