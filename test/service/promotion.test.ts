import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RowDataPacket } from 'mysql2/promise';
import type { Memory, Tier } from '../../service/src/memories/schemas.ts';
import { type Core, count, drained, eventually, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';
import { keysUnder } from './support/stores.ts';

let core: Core;
let usedEarly: Memory;
const scope = lastInFirstOut({ after });
before(async () => {
  core = await startCore(scope);
  usedEarly = await stored('itself', 'written down');
  await core.service.get('itself', usedEarly.id);
});

const isCode = (code: string) => (error: unknown) => (error as { code?: string }).code === code;
const RULES = {
  interval_seconds: 60,
  short_min_age_seconds: 3600,
  short_min_importance: 0.8,
  short_min_uses: 3,
  mid_min_age_days: 7,
  mid_min_importance: 0.8,
  mid_min_uses: 10,
};
const promoteDue = (rules: Partial<typeof RULES> = {}) =>
  core.service.upkeep.promoteDue({ ...RULES, ...rules }, () => undefined, new AbortController().signal);

async function stored(project: string, content: string, tier: Tier = 'mid', more = {}): Promise<Memory> {
  return (await core.service.store(project, { content, tier, ...more })).memory;
}
const tierOf = async (project: string, id: string) => (await core.service.get(project, id)).tier;

/** Makes a mid memory look older: its time is in its id, so another one takes its place. */
async function backdated(project: string, content: string, days: number, more = {}): Promise<string> {
  const { id } = await stored(project, content, 'mid', more);
  const createdAt = Date.now() - days * 86_400_000;
  const time = createdAt.toString(16).padStart(12, '0');
  const older = `${time.slice(0, 8)}-${time.slice(8)}${id.slice(13)}`;
  await core.mysql.query('UPDATE long_term_memories SET id = ?, created_at = ? WHERE id = ?', [
    older,
    new Date(createdAt),
    id,
  ]);
  for (const table of ['memory_terms', 'memory_hashes']) {
    await core.mysql.query(`UPDATE ${table} SET memory_id = ? WHERE memory_id = ?`, [older, id]);
  }
  return older;
}

async function vectorsOf(id: string): Promise<string[]> {
  const found = await Promise.all(
    (['mid', 'long'] as const).map(async (tier) =>
      (await core.vectors.fetch(tier, [id])).has(id) ? [tier] : [],
    ),
  );
  return found.flat();
}

describe('explicit promotion', () => {
  test('lifts from tier to tier under one id, with one vector, and told', async () => {
    const { id, createdAt } = await stored('explicit', 'rises step by step', 'short');
    const mid = await core.service.promote('explicit', id, 'mid');
    assert.deepEqual([mid.id, mid.tier, mid.expiresAt, mid.createdAt], [id, 'mid', null, createdAt]);
    const keys = await keysUnder(core.redis, `${core.keyPrefix}short:{explicit}`);
    assert.deepEqual(keys, []);
    await drained(core.mysql);
    assert.deepEqual(await vectorsOf(id), ['mid']);
    assert.deepEqual(await core.service.promote('explicit', id, 'mid'), mid, 'it is there already');
    const long = await core.service.promote('explicit', id, 'long');
    assert.deepEqual([long.id, long.tier, long.version], [id, 'long', 3]);
    await drained(core.mysql);
    assert.deepEqual(await vectorsOf(id), ['long']);
    const told = core.told.flatMap((event) =>
      'tier' in event && event.id === id ? [[event.type, event.tier]] : [],
    );
    assert.deepEqual(told, [
      ['memory.stored', 'short'],
      ['memory.promoted', 'mid'],
      ['memory.promoted', 'long'],
    ]);
    await assert.rejects(core.service.promote('explicit', id, 'mid'), isCode('TIER_CONFLICT'));
    const direct = await stored('explicit', 'rises at once', 'short');
    assert.equal((await core.service.promote('explicit', direct.id, 'long')).tier, 'long');
  });

  test('twenty at once lift a memory once', async () => {
    for (const tier of ['short', 'mid'] as const) {
      const { id } = await stored('together', `together ${tier}`, tier);
      const all = await Promise.all(
        Array.from({ length: 20 }, () => core.service.promote('together', id, 'long')),
      );
      assert.ok(all.every((memory) => memory.id === id && memory.tier === 'long' && memory.version === 2));
      assert.equal(await count(core.mysql, 'memory_history', 'memory_id = ?', [id]), 1);
    }
    assert.deepEqual(await keysUnder(core.redis, `${core.keyPrefix}short:{together}`), []);
  });

  test('a change, a promotion and a removal at the same time lose nothing and leave nothing half done', async () => {
    for (let i = 0; i < 15; i++) {
      const { id } = await stored('mixed', `mixed ${i}`, 'short');
      const [changed, , removed] = await Promise.allSettled([
        core.service.update('mixed', id, { content: `changed ${i}` }),
        core.service.promote('mixed', id, 'mid'),
        ...(i % 3 === 0 ? [core.service.remove('mixed', id)] : []),
      ]);
      if (removed?.status === 'fulfilled') {
        await assert.rejects(core.service.get('mixed', id), isCode('MEMORY_NOT_FOUND'));
        assert.equal(await count(core.mysql, 'memory_hashes', 'memory_id = ?', [id]), 0);
      } else if (changed?.status === 'fulfilled') {
        assert.equal((await core.service.get('mixed', id)).content, `changed ${i}`);
      }
    }
    const listed = (await core.service.list('mixed', { limit: 100 })).memories;
    assert.equal(new Set(listed.map(({ id }) => id)).size, listed.length);
    const { memories: short } = await core.service.list('mixed', { tier: 'short' });
    assert.deepEqual(short, []);
  });
});

describe('scheduled promotion', () => {
  test('lifts short memories that are important or used, once old enough or about to go', async () => {
    const important = await stored('short', 'important', 'short', { importance: 0.8 });
    const used = await stored('short', 'used', 'short');
    const plain = await stored('short', 'plain', 'short');
    const leaving = await stored('short', 'leaving', 'short', { importance: 0.9, ttlSeconds: 100 });
    const dull = await stored('short', 'dull and leaving', 'short', { ttlSeconds: 100 });
    for (let i = 0; i < 3; i++) await core.service.get('short', used.id);
    const tiers = () =>
      Promise.all([important, used, plain, leaving, dull].map(({ id }) => tierOf('short', id)));

    assert.deepEqual(await promoteDue(), { mid: 1, long: 0 });
    assert.deepEqual(await tiers(), ['short', 'short', 'short', 'mid', 'short']);
    assert.deepEqual(await promoteDue({ short_min_age_seconds: 0 }), { mid: 2, long: 0 });
    assert.deepEqual(await tiers(), ['mid', 'mid', 'short', 'mid', 'short']);
    assert.equal((await core.service.get('short', used.id)).expiresAt, null);
    await core.service.upkeep.flushUsage();
    const uses = await count(core.mysql, 'memory_usage', 'memory_id = ? AND access_count >= 3', [used.id]);
    assert.equal(uses, 1, 'its uses rise with it');
  });

  test('lifts mid memories that are important or used, once old enough, unless they have an end', async () => {
    const ids = {
      important: await backdated('mid', 'important', 8, { importance: 0.9 }),
      young: await backdated('mid', 'young', 6, { importance: 0.9 }),
      plain: await backdated('mid', 'plain', 400),
      used: await backdated('mid', 'used', 8),
      ending: await backdated('mid', 'ending', 8, { importance: 1, ttlSeconds: 3600 }),
    };
    for (let i = 0; i < 10; i++) await core.service.get('mid', ids.used);
    assert.deepEqual(await promoteDue(), { mid: 0, long: 2 });
    const tiers = await Promise.all(Object.values(ids).map((id) => tierOf('mid', id)));
    assert.deepEqual(tiers, ['long', 'mid', 'mid', 'long', 'mid']);
    assert.deepEqual(await promoteDue(), { mid: 0, long: 0 });
  });

  test('goes through many projects and pages, and two at once lift each once', async () => {
    const many = Array.from({ length: 230 }, (_, i) =>
      stored(`page-${i % 3}`, `entry ${i}`, 'short', { importance: 1 }),
    );
    await Promise.all(many);
    const runs = await Promise.all([
      promoteDue({ short_min_age_seconds: 0 }),
      promoteDue({ short_min_age_seconds: 0 }),
    ]);
    for (const project of ['page-0', 'page-1', 'page-2']) {
      assert.deepEqual((await core.service.list(project, { tier: 'short' })).memories, []);
    }
    assert.ok(runs[0].mid + runs[1].mid >= 230);
    const lifted = await count(core.mysql, 'long_term_memories', "project_id LIKE 'page-%' AND version = 2");
    assert.equal(lifted, 230);
  });

  test('ends soon when it is told to', async () => {
    await stored('abort', 'never mind', 'short', { importance: 1 });
    const rules = { ...RULES, short_min_age_seconds: 0 };
    await assert.rejects(core.service.upkeep.promoteDue(rules, () => undefined, AbortSignal.abort()));
    const { memories } = await core.service.list('abort', {});
    assert.equal(memories[0]?.tier, 'short');
  });
});

describe('usage', () => {
  test('counts reads and finds of every tier in batches, and goes with the memory', async () => {
    const mid = await stored('usage', 'counted quokka', 'mid');
    const short = await stored('usage', 'counted wombat', 'short');
    for (let i = 0; i < 5; i++) await core.service.get('usage', mid.id);
    await core.service.search('usage', { query: 'counted', mode: 'keyword' });
    await core.service.list('usage', {});
    assert.equal(await count(core.mysql, 'memory_usage', 'memory_id = ?', [mid.id]), 0, 'no write per read');
    await Promise.all([core.service.upkeep.flushUsage(), core.service.upkeep.flushUsage()]);
    const [rows] = await core.mysql.query<RowDataPacket[]>('SELECT * FROM memory_usage WHERE memory_id = ?', [
      mid.id,
    ]);
    assert.equal(rows[0]?.access_count, 6);
    assert.ok(Math.abs(rows[0]?.last_accessed_at.getTime() - Date.now()) < 10_000);
    assert.equal(await core.redis.zscore(`${core.keyPrefix}short:{usage}:uses`, short.id), '1');
    assert.ok((await core.redis.pttl(`${core.keyPrefix}short:{usage}:uses`)) > 0);

    await core.service.get('usage', mid.id);
    await core.service.get('usage', short.id);
    await core.service.remove('usage', mid.id);
    await core.service.remove('usage', short.id);
    await core.service.upkeep.flushUsage();
    assert.equal(await count(core.mysql, 'memory_usage', 'project_id = ?', ['usage']), 0);
    assert.deepEqual(await keysUnder(core.redis, `${core.keyPrefix}short:{usage}`), []);
  });

  test('is written down by itself', async () => {
    await eventually(
      'the row',
      async () => (await count(core.mysql, 'memory_usage', 'memory_id = ?', [usedEarly.id])) === 1,
    );
  });
});
