import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Memory, Tier } from '../../service/src/memories/schemas.ts';
import { type Core, count, drained, eventually, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';
import { keysUnder } from './support/stores.ts';

let core: Core;
const scope = lastInFirstOut({ after });
before(async () => {
  core = await startCore(scope);
});

const isCode = (code: string) => (error: unknown) => (error as { code?: string }).code === code;
const stop = new AbortController().signal;
const quiet = () => undefined;
const ids = (memories: Memory[]) => memories.map(({ id }) => id);

async function stored(project: string, content: string, tier: Tier = 'mid', more = {}): Promise<Memory> {
  return (await core.service.store(project, { content, tier, ...more })).memory;
}

/** What was told about a memory, in order. */
const toldOf = (id: string) =>
  core.told.flatMap((event) => ('id' in event && event.id === id ? [event.type] : []));

describe('an update', () => {
  test('changes what it names in every tier, and nothing else', async () => {
    for (const tier of ['short', 'mid', 'long'] as const) {
      const before = await stored('fields', `fields ${tier}`, tier, { tags: ['a'], source: 'chat' });
      const change = {
        content: `other words ${tier}`,
        type: 'fact',
        tags: ['b', 'c'],
        importance: 1,
        source: null,
        sessionId: 's:1',
        verifiedAt: '2026-01-02T03:04:05.678Z',
      };
      const after = await core.service.update('fields', before.id, change);
      assert.deepEqual(after, { ...before, ...change, version: 2, updatedAt: after.updatedAt });
      assert.deepEqual(await core.service.get('fields', before.id), after);
      assert.ok(Date.parse(after.updatedAt) >= Date.parse(before.updatedAt));
      assert.deepEqual(toldOf(before.id), ['memory.stored', 'memory.updated']);
      assert.deepEqual(await core.service.update('fields', before.id, change), after, 'nothing differs');
      assert.deepEqual(toldOf(before.id).length, 2);
      const words = await core.service.search('fields', { query: `fields ${tier}`, tiers: [tier] });
      assert.ok(words.results.every(({ memory }) => memory.content !== before.content));
    }
  });

  test('is found by its new words and meaning, no longer by the old ones', async () => {
    for (const tier of ['short', 'mid'] as const) {
      const { id } = await stored('words', `zebra crossing ${tier}`, tier);
      const by = async (query: string, mode: 'keyword' | 'vector') => {
        const { results } = await core.service.search('words', { query, mode, tiers: [tier] });
        return results.map(({ memory }) => memory.id);
      };
      await drained(core.mysql);
      assert.deepEqual(await by('zebra', 'keyword'), [id]);
      await core.service.update('words', id, { content: `giraffe neck ${tier}`, tags: ['tall'] });
      assert.deepEqual(await by('zebra', 'keyword'), []);
      assert.deepEqual(await by('giraffe', 'keyword'), [id]);
      if (tier === 'short') continue;
      await drained(core.mysql);
      await eventually('the new vector', async () => {
        const { results } = await core.service.search('words', {
          query: 'giraffe neck',
          mode: 'vector',
          tags: ['tall'],
        });
        return results.some(({ memory, score }) => memory.id === id && score > 0.7);
      });
    }
  });

  test('is refused when the memory has another version by now; of twenty at once one wins', async () => {
    for (const tier of ['short', 'mid'] as const) {
      const { id } = await stored('race', `raced ${tier}`, tier);
      const tried = await Promise.allSettled(
        Array.from({ length: 20 }, (_, i) =>
          core.service.update('race', id, { importance: i / 100 }, { ifVersion: 1 }),
        ),
      );
      const won = tried.filter(({ status }) => status === 'fulfilled');
      const lost = tried.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      assert.equal(won.length, 1);
      assert.ok(lost.every(isCode('VERSION_CONFLICT')));
      assert.equal((await core.service.get('race', id)).version, 2);
    }
  });

  test('without a version loses none of twenty changes of different fields', async () => {
    for (const tier of ['short', 'mid'] as const) {
      const { id } = await stored('merge', `merged ${tier}`, tier);
      const changes = [{ importance: 0.9 }, { type: 'fact' }, { source: 'x' }, { tags: ['t'] }];
      await Promise.all(changes.map((change) => core.service.update('merge', id, change)));
      const { importance, type, source, tags, version } = await core.service.get('merge', id);
      assert.deepEqual(
        { importance, type, source, tags, version },
        { importance: 0.9, type: 'fact', source: 'x', tags: ['t'], version: 5 },
      );
    }
  });

  test('to a text that another memory has is refused, and names that one', async () => {
    const tiers = ['short', 'mid', 'long'] as const;
    for (const tier of tiers) {
      for (const other of tiers) {
        const taken = await stored('twice', `taken ${tier} ${other}`, other);
        const { id } = await stored('twice', `mine ${tier} ${other}`, tier);
        await assert.rejects(core.service.update('twice', id, { content: taken.content }), (error) => {
          assert.ok(isCode('DUPLICATE_CONTENT')(error));
          assert.deepEqual((error as { details?: unknown }).details, { memoryId: taken.id });
          return true;
        });
        assert.equal((await core.service.get('twice', id)).version, 1);
        assert.equal(
          (await core.service.store('twice', { content: `mine ${tier} ${other}` })).created,
          false,
        );
      }
    }
    const [a, b] = [await stored('twice', 'left'), await stored('twice', 'right')];
    const both = await Promise.allSettled(
      [a, b].map(({ id }) => core.service.update('twice', id, { content: 'the middle' })),
    );
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal(
      (await core.service.store('twice', { content: 'left' })).created,
      both[0]?.status === 'fulfilled',
    );
  });

  test('frees the old text', async () => {
    for (const tier of ['short', 'mid'] as const) {
      const { id } = await stored('freed', `old ${tier}`, tier);
      await core.service.update('freed', id, { content: `new ${tier}` });
      assert.equal((await core.service.store('freed', { content: `old ${tier}`, tier })).created, true);
      assert.equal((await core.service.store('freed', { content: `new ${tier}`, tier })).memory.id, id);
    }
  });

  test('refuses what the tier does not allow, with the reason', async () => {
    const wrong = isCode('INVALID_REQUEST');
    const short = await stored('refused', 'short one', 'short');
    const long = await stored('refused', 'long one', 'long');
    const pinned = await stored('refused', 'pinned one', 'mid', { pinned: true });
    const { update } = core.service;
    await assert.rejects(update('refused', short.id, { pinned: true }), wrong);
    await assert.rejects(update('refused', short.id, { ttlSeconds: null }), wrong);
    await assert.rejects(update('refused', long.id, { ttlSeconds: 5 }), wrong);
    await assert.rejects(update('refused', pinned.id, { ttlSeconds: 5 }), wrong);
    await assert.rejects(update('refused', long.id, { verifiedAt: '2999-01-01T00:00:00Z' }), wrong);
    await assert.rejects(update('refused', long.id, { verifiedAt: '2026-12-31T23:59:60Z' }), wrong);
    await assert.rejects(update('refused', long.id, { content: 'a\ud800' }), wrong);
    await assert.rejects(
      update('refused', long.id, { type: 'x' }, { ifVersion: 9 }),
      isCode('VERSION_CONFLICT'),
    );
    await assert.rejects(update('elsewhere', long.id, { type: 'x' }), isCode('MEMORY_NOT_FOUND'));
  });
});

describe('a verification', () => {
  test('is shown, filtered by, and ended by a new text', async () => {
    const old = await stored('verified', 'never verified');
    for (const tier of ['short', 'mid'] as const) {
      const { id } = await stored('verified', `checked ${tier}`, tier);
      const verifiedAt = '2026-05-01T00:00:00.000Z';
      assert.equal((await core.service.update('verified', id, { verifiedAt })).verifiedAt, verifiedAt);
      const since = async (verifiedSince: string) =>
        ids((await core.service.list('verified', { verifiedSince, tier })).memories);
      assert.deepEqual(await since('2026-05-01T00:00:00Z'), [id]);
      assert.deepEqual(await since('2026-05-01T00:00:00.001Z'), []);
      const found = await core.service.search('verified', {
        query: 'checked verified',
        mode: 'keyword',
        tiers: [tier],
        verifiedSince: '2026-01-01T00:00:00Z',
      });
      assert.deepEqual(ids(found.results.map(({ memory }) => memory)), [id]);
      const changed = await core.service.update('verified', id, { content: `changed ${tier}` });
      assert.equal(changed.verifiedAt, null);
      const both = await core.service.update('verified', id, { content: `again ${tier}`, verifiedAt });
      assert.equal(both.verifiedAt, verifiedAt);
      assert.equal((await core.service.update('verified', id, { verifiedAt: null })).verifiedAt, null);
    }
    assert.equal(old.verifiedAt, null);
  });
});

describe('a mid memory with an end', () => {
  const gone = async (project: string, id: string, content: string) => {
    const { service } = core;
    await assert.rejects(service.get(project, id), isCode('MEMORY_NOT_FOUND'));
    await assert.rejects(service.update(project, id, { type: 'x' }), isCode('MEMORY_NOT_FOUND'));
    await assert.rejects(service.promote(project, id, 'long'), isCode('MEMORY_NOT_FOUND'));
    await assert.rejects(service.history(project, id), isCode('MEMORY_NOT_FOUND'));
    await assert.rejects(service.related(project, id), isCode('MEMORY_NOT_FOUND'));
    assert.deepEqual((await service.list(project, {})).memories, []);
    for (const mode of ['keyword', 'vector', 'hybrid'] as const) {
      assert.deepEqual((await service.search(project, { query: content, mode })).results, []);
    }
  };
  /** As if the time had come. */
  const expire = (id: string) =>
    core.mysql.execute('UPDATE long_term_memories SET expires_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);

  test('is invisible from then on, and removed with every trace', async () => {
    const content = 'the coupon is valid until tonight';
    const { id, expiresAt } = await stored('ends', content, 'mid', { ttlSeconds: 3600 });
    assert.ok(Math.abs(Date.parse(expiresAt as string) - Date.now() - 3_600_000) < 10_000);
    await core.service.update('ends', id, { importance: 0.7 });
    await drained(core.mysql);
    assert.deepEqual(await core.service.upkeep.removeExpired(quiet, stop), { removed: 0 });
    await core.service.get('ends', id);
    await core.service.upkeep.flushUsage();
    await expire(id);
    await gone('ends', id, content);

    assert.deepEqual(await core.service.upkeep.removeExpired(quiet, stop), { removed: 1 });
    assert.equal(toldOf(id).at(-1), 'memory.deleted');
    for (const table of ['memory_terms', 'memory_hashes', 'memory_history', 'memory_usage']) {
      assert.equal(await count(core.mysql, table, 'memory_id = ?', [id]), 0, table);
    }
    assert.equal(await count(core.mysql, 'long_term_memories', 'id = ?', [id]), 0);
    await drained(core.mysql);
  });

  test('makes room for its text at once', async () => {
    const first = await stored('room', 'said again', 'mid', { ttlSeconds: 60 });
    await expire(first.id);
    const again = await core.service.store('room', { content: 'said again' });
    assert.equal(again.created, true);
    assert.notEqual(again.memory.id, first.id);
    assert.equal(await count(core.mysql, 'long_term_memories', 'id = ?', [first.id]), 0);

    const other = await stored('room', 'something else', 'mid', { ttlSeconds: 60 });
    await expire(other.id);
    await core.service.update('room', again.memory.id, { content: 'something else' });
    assert.deepEqual(ids((await core.service.list('room', {})).memories), [again.memory.id]);
  });

  test('stays when it is stored again without one, pinned, given more time, or long', async () => {
    const brief = () => stored('stays', `brief ${Math.random()}`, 'mid', { ttlSeconds: 60 });
    const { service } = core;
    const a = await brief();
    assert.equal((await stored('stays', a.content)).expiresAt, null);
    const b = await brief();
    assert.equal((await service.update('stays', b.id, { pinned: true })).expiresAt, null);
    const c = await brief();
    const later = await service.update('stays', c.id, { ttlSeconds: 7200 });
    assert.ok(Date.parse(later.expiresAt as string) > Date.now() + 7_000_000);
    assert.equal((await service.update('stays', c.id, { ttlSeconds: null })).expiresAt, null);
    const d = await brief();
    assert.equal((await service.promote('stays', d.id, 'long')).expiresAt, null);
    const e = await brief();
    const shorter = await stored('stays', e.content, 'mid', { ttlSeconds: 10 });
    assert.equal(shorter.expiresAt, e.expiresAt);
    await assert.rejects(
      service.store('stays', { content: 'x', pinned: true, ttlSeconds: 5 }),
      isCode('INVALID_REQUEST'),
    );
  });
});

describe('pins', () => {
  test('are listed by, alone or not at all', async () => {
    const pinned = await stored('pins', 'pinned', 'mid', { pinned: true });
    const loose = [await stored('pins', 'loose'), await stored('pins', 'loose short', 'short')];
    const list = async (query: object) => ids((await core.service.list('pins', query)).memories).toSorted();
    assert.deepEqual(await list({ pinned: true }), [pinned.id]);
    assert.deepEqual(await list({ pinned: false }), ids(loose).toSorted());
    await core.service.update('pins', pinned.id, { pinned: false });
    assert.deepEqual(await list({ pinned: true }), []);
  });
});

test('a short-tier memory that is changed keeps its end, or gets the one that is asked', async () => {
  const { id, expiresAt } = await stored('end', 'short end', 'short', { ttlSeconds: 600 });
  assert.equal((await core.service.update('end', id, { content: 'other end' })).expiresAt, expiresAt);
  const ttl = async () => {
    const keys = await keysUnder(core.redis, `${core.keyPrefix}short:{end}:`);
    return Promise.all(keys.filter((key) => !key.endsWith('ids')).map((key) => core.redis.pttl(key)));
  };
  assert.ok((await ttl()).every((ms) => ms > 0 && ms <= 600_000));
  await core.service.update('end', id, { ttlSeconds: 5000 });
  assert.ok((await ttl()).every((ms) => ms > 4_900_000));
  assert.equal((await ttl()).length, 2);
});
