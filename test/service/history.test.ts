import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { MemoryVersion, UpdateInput } from '../../service/src/memories/change-schemas.ts';
import type { Memory } from '../../service/src/memories/schemas.ts';
import { type Core, count, drained, eventually, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';

let core: Core;
const scope = lastInFirstOut({ after });
before(async () => {
  core = await startCore(scope);
});

const isCode = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

async function wholeHistory(project: string, id: string, limit = 3): Promise<MemoryVersion[]> {
  const found: MemoryVersion[] = [];
  let cursor: string | null = null;
  do {
    const page = await core.service.history(project, id, { limit, ...(cursor ? { cursor } : {}) });
    assert.ok(page.versions.length <= limit);
    found.push(...page.versions);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

test('tells every version as it was, with what made it, newest first', async () => {
  const { service } = core;
  const states: Memory[] = [];
  const { memory } = await service.store('told', { content: 'first words', tier: 'short', tags: ['a'] });
  const { id } = memory;
  states.push(memory);
  states.push(await service.promote('told', id, 'mid'));
  states.push(await service.update('told', id, { content: 'second words', tags: [], pinned: true }));
  states.push(await service.promote('told', id, 'long'));
  states.push(await service.update('told', id, { importance: 0.1, verifiedAt: '2026-01-01T00:00:00Z' }));
  states.push(await service.restore('told', id, 1));
  const versions = await wholeHistory('told', id);
  assert.deepEqual(
    versions.map(({ event }) => event),
    ['restored', 'updated', 'promoted', 'updated', 'promoted', 'stored'],
  );
  assert.deepEqual(versions.map(({ memory }) => memory).toReversed(), states);
  assert.ok(versions.every(({ at, memory }) => at === memory.updatedAt));
  const [now] = versions;
  assert.deepEqual(now?.memory, await service.get('told', id));
  assert.equal(now?.memory.content, 'first words');
  assert.equal(now?.memory.tier, 'long', 'the tier stays');
});

test('a restored memory is found by its old words again; its text must be free', async () => {
  const { service } = core;
  const { id } = (await service.store('again', { content: 'an albatross' })).memory;
  await service.update('again', id, { content: 'a pelican' });
  const other = (await service.store('again', { content: 'an albatross' })).memory;
  await assert.rejects(service.restore('again', id, 1), isCode('DUPLICATE_CONTENT'));
  await service.remove('again', other.id);
  const short = (await service.store('again', { content: 'an albatross', tier: 'short' })).memory;
  await assert.rejects(service.restore('again', id, 1), isCode('DUPLICATE_CONTENT'));
  await service.remove('again', short.id);

  const restored = await service.restore('again', id, 1);
  assert.deepEqual([restored.content, restored.version], ['an albatross', 3]);
  assert.deepEqual(await service.restore('again', id, 3), restored, 'what it is already');
  await drained(core.mysql);
  for (const mode of ['keyword', 'vector'] as const) {
    const found = await eventually(`by ${mode}`, async () => {
      const { results } = await service.search('again', { query: 'albatross', mode });
      return results[0]?.memory;
    });
    assert.deepEqual(found, restored);
  }
  for (const version of [4, 99]) {
    await assert.rejects(service.restore('again', id, version), isCode('VERSION_NOT_FOUND'));
  }
});

test('a restored memory keeps the end it has now', async () => {
  const { service } = core;
  const { id } = (await service.store('kept', { content: 'ends', ttlSeconds: 60 })).memory;
  await service.update('kept', id, { pinned: true, importance: 1 });
  const restored = await service.restore('kept', id, 1);
  assert.deepEqual([restored.expiresAt, restored.pinned, restored.importance], [null, false, 0.5]);
  await service.update('kept', id, { ttlSeconds: 60 });
  const pinned = await service.restore('kept', id, 2);
  assert.deepEqual([pinned.expiresAt, pinned.pinned], [null, true], 'what is pinned never expires');
});

test('the short tier knows what is, not what was', async () => {
  const { service } = core;
  const { id } = (await service.store('brief', { content: 'a', tier: 'short' })).memory;
  const changed = await service.update('brief', id, { content: 'b' });
  assert.deepEqual(await service.history('brief', id), {
    versions: [{ event: 'updated', at: changed.updatedAt, memory: changed }],
    nextCursor: null,
  });
  assert.deepEqual(await service.restore('brief', id, 2), changed);
  await assert.rejects(service.restore('brief', id, 1), isCode('VERSION_NOT_FOUND'));
  const risen = await service.promote('brief', id, 'mid');
  assert.equal(risen.version, 3);
  const versions = await wholeHistory('brief', id);
  assert.deepEqual(
    versions.map(({ event, memory }) => [event, memory.version]),
    [['promoted', 3]],
    'what made version 2 is not known',
  );
});

test('keeps a bounded number of versions, and what is left is true', async () => {
  const { id } = (await core.service.store('many', { content: 'many times' })).memory;
  for (let i = 1; i <= 105; i++) await core.service.update('many', id, { importance: i / 1000 });
  assert.equal(await count(core.mysql, 'memory_history', 'memory_id = ?', [id]), 100);
  const versions = await wholeHistory('many', id, 20);
  assert.equal(versions.length, 100);
  for (const { memory } of versions) assert.equal(memory.importance, (memory.version - 1) / 1000);
});

test('any sequence of changes can be told and taken back', async () => {
  const change: fc.Arbitrary<UpdateInput> = fc.record(
    {
      content: fc.constantFrom('one', 'two', 'три', '四 🀄'),
      type: fc.constantFrom('note', 'fact'),
      tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'ü'), { maxLength: 3 }),
      importance: fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }),
      pinned: fc.boolean(),
      source: fc.constantFrom(null, 'chat', 'null'),
      sessionId: fc.constantFrom(null, 's'),
      verifiedAt: fc.constantFrom(null, '2026-01-01T00:00:00Z'),
    },
    { requiredKeys: [] },
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.nat(), async (changes, pick) => {
      const project = `any-${run++}`;
      const { memory } = await core.service.store(project, { content: 'zero' });
      const states = [memory];
      for (const one of changes) {
        const next = await core.service.update(project, memory.id, one);
        if (next.version > (states.at(-1)?.version ?? 0)) states.push(next);
      }
      const told = (await wholeHistory(project, memory.id)).map((version) => version.memory).toReversed();
      assert.deepEqual(told, states);
      const wanted = states[pick % states.length] as Memory;
      const restored = await core.service.restore(project, memory.id, wanted.version);
      const { version, updatedAt, ...fields } = restored;
      assert.deepEqual({ ...wanted, version, updatedAt }, { ...fields, version, updatedAt });
    }),
    { numRuns: 25 },
  );
});

test('a cursor that is none is refused', async () => {
  const { id } = (await core.service.store('cursor', { content: 'x' })).memory;
  for (const cursor of ['', '1', 'v0', 'v-1', 'v1.5', 'v1x']) {
    await assert.rejects(core.service.history('cursor', id, { cursor }), isCode('INVALID_CURSOR'), cursor);
  }
});
