import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AppError } from '../../service/src/errors.ts';
import type { SearchInput } from '../../service/src/memories/search/schemas.ts';
import { memories } from '../fixtures/memories.ts';
import { load } from '../relevance/load.ts';
import { type Core, drained, eventually, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';

const DAY_MS = 86_400_000;
const QUERY = 'customers, deploy, release, tests, search index, week, time, memory, service';
const MODES = ['vector', 'keyword', 'hybrid'] as const;

let core: Core;
const scope = lastInFirstOut({ after });
const find = (input: SearchInput, project = 'project') => core.service.search(project, input);
const texts = (page: Awaited<ReturnType<typeof find>>) => page.results.map(({ memory }) => memory.content);

async function pages(input: SearchInput, between = async () => {}): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await find({ ...input, ...(cursor ? { cursor } : {}) });
    found.push(...texts(page));
    cursor = page.nextCursor ?? undefined;
    await between();
  } while (cursor);
  return found;
}

before(async () => {
  core = await startCore(scope);
  // The first connection may take longer than a command is given.
  await eventually('Redis', async () => core.redis.ping().catch(() => undefined));
  await Promise.all(
    memories.map((content, i) =>
      core.service.store('project', {
        content,
        tier: i % 2 ? 'mid' : 'long',
        source: i % 5 ? 'chat' : 'review',
        sessionId: `session-${i % 3}`,
        pinned: i % 7 === 0,
      }),
    ),
  );
  const ages = [2, 9, 40, 400].map((days) => ({
    key: `${days}`,
    text: `The lighthouse was painted, report ${days}`,
    createdAt: Date.now() - days * DAY_MS,
    importance: 0.5,
  }));
  await load(core.mysql, 'aged', ages);
  core.relay.wake();
  await drained(core.mysql);
  const reaches = async (project: string, count: number) =>
    (await find({ query: 'anything', mode: 'vector', limit: 50 }, project)).results.length === count;
  await eventually('all vectors', async () => (await reaches('project', 50)) && (await reaches('aged', 4)));
});

/** Waits until the index does not know the vector of a deleted memory any more. */
async function forgotten(id: string): Promise<void> {
  await drained(core.mysql);
  await eventually('an index without it', async () => {
    const vectors = await Promise.all(
      (['mid', 'long'] as const).map((tier) => core.vectors.fetch(tier, [id])),
    );
    return vectors.every((found) => found.size === 0);
  });
}

describe('pages of a search', () => {
  test('together they are the ranking, each memory once, in every mode', async () => {
    for (const mode of MODES) {
      const all = texts(await find({ query: QUERY, mode, limit: 50 }));
      assert.ok(all.length > (mode === 'keyword' ? 7 : 20), mode);
      assert.equal(new Set(all).size, all.length);
      for (const limit of [3, 7]) assert.deepEqual(await pages({ query: QUERY, mode, limit }), all, mode);
    }
  });

  test('what is stored or deleted meanwhile neither doubles nor hides another', async () => {
    const { service, mysql } = core;
    const all = texts(await find({ query: QUERY, limit: 50 }));
    const extra = await service.store('project', { content: `${QUERY}: the perfect match` });
    await drained(mysql);
    await eventually(
      'its vector',
      async () =>
        (await find({ query: QUERY, mode: 'vector', limit: 1 })).results[0]?.memory.id === extra.memory.id,
    );
    let page = 0;
    const found = await pages({ query: QUERY, limit: 10 }, async () => {
      page += 1;
      if (page === 1) {
        await service.remove('project', extra.memory.id);
        await forgotten(extra.memory.id);
      }
      if (page === 2) await service.store('project', { content: `${QUERY}: another perfect match` });
    });
    assert.deepEqual(new Set(found.slice(1)), new Set(all));
    assert.equal(found.length, all.length + 1);
    const late = (await service.list('project', { limit: 1 })).memories[0];
    await service.remove('project', late?.id ?? '');
    await forgotten(late?.id ?? '');
  });

  test('a cursor belongs to its question', async () => {
    const { nextCursor } = await find({ query: QUERY, limit: 3 });
    assert.ok(nextCursor);
    const invalid = (error: unknown) => error instanceof AppError && error.code === 'INVALID_CURSOR';
    await assert.rejects(find({ query: 'another', cursor: nextCursor }), invalid);
    await assert.rejects(find({ query: QUERY, cursor: nextCursor, tiers: ['mid'] }), invalid);
    await assert.rejects(find({ query: QUERY, cursor: nextCursor }, 'other'), invalid);
    await assert.rejects(find({ query: QUERY, cursor: 'AAAA' }), invalid);
    assert.equal(
      (await find({ query: QUERY, cursor: nextCursor, limit: 5, explain: true })).results.length,
      5,
    );
  });

  test('a bounded answer says that it is cut, and the next page goes on', async () => {
    const all = texts(await find({ query: QUERY, limit: 50 }));
    const first = await find({ query: QUERY, limit: 50, maxBytes: 3000 });
    assert.equal(first.truncated, true);
    assert.ok(first.nextCursor);
    assert.ok(Buffer.byteLength(JSON.stringify(first.results)) <= 3000);
    const found = await pages({ query: QUERY, limit: 50, maxBytes: 3000 });
    assert.equal(found.length, all.length);
    assert.ok(found.every((text, i) => all[i]?.startsWith(text)));
    assert.equal((await find({ query: QUERY, limit: 3 })).truncated, false);
  });
});

describe('filters of a search', () => {
  test('session, source and pin hold in every mode, and the page is full', async () => {
    for (const mode of MODES) {
      const bySession = await find({ query: QUERY, mode, sessionId: 'session-1', limit: 5 });
      if (mode !== 'keyword') assert.equal(bySession.results.length, 5, mode);
      assert.ok(bySession.results.length > 0, mode);
      assert.ok(bySession.results.every(({ memory }) => memory.sessionId === 'session-1'));
      const bySource = await find({ query: QUERY, mode, source: 'review', limit: 50 });
      assert.ok(bySource.results.length > 0, mode);
      assert.ok(bySource.results.every(({ memory }) => memory.source === 'review'));
      const pinned = await find({ query: QUERY, mode, pinned: true, limit: 50 });
      assert.ok(pinned.results.length > 0 && pinned.results.every(({ memory }) => memory.pinned), mode);
      assert.deepEqual((await find({ query: QUERY, mode, sessionId: 'none' })).results, []);
      assert.deepEqual(
        (await find({ query: QUERY, mode, verifiedSince: '2026-01-01T00:00:00Z' })).results,
        [],
      );
    }
    const all = await find({ query: 'anything', mode: 'vector', pinned: true, limit: 50 });
    assert.equal(all.results.length, memories.filter((_, i) => i % 7 === 0).length);
  });

  test('time expressions, in every mode', async () => {
    for (const mode of MODES) {
      const when = async (expression: string) =>
        texts(await find({ query: 'lighthouse painted', mode, when: expression }, 'aged'))
          .map((text) => Number(text.split(' ').at(-1)))
          .sort((a, b) => a - b);
      assert.deepEqual(await when('past 5 days'), [2], mode);
      assert.deepEqual(await when('过去十天'), [2, 9], mode);
      assert.deepEqual(await when('older than 30 days'), [40, 400], mode);
      assert.deepEqual(await when('最近三个月'), [2, 9, 40], mode);
    }
    const { period } = await find({ query: 'x', when: 'before 2026-03', timezone: 'Asia/Shanghai' }, 'aged');
    assert.deepEqual(period, { until: '2026-02-28T16:00:00.000Z' });
    await assert.rejects(find({ query: 'x', when: 'whenever' }), /"whenever" is not understood/);
  });

  test('the newest of equals comes first, and minScore leaves out what is far', async () => {
    const { results } = await find({ query: 'lighthouse painted', explain: true }, 'aged');
    assert.deepEqual(
      results.map(({ explain }) => explain?.recency?.value).toSorted((a = 0, b = 0) => b - a),
      results.map(({ explain }) => explain?.recency?.value),
    );
    const near = await find({ query: 'lighthouse painted', mode: 'vector', minScore: 0.5 }, 'aged');
    assert.equal(near.results.length, 4);
    assert.ok(near.results.every(({ score }) => score >= 0.5));
    assert.deepEqual((await find({ query: 'tax law', minScore: 0.9 }, 'aged')).results, []);
  });
});

test('the short tier is found by meaning soon after it was stored', async () => {
  await core.service.store('brief', { content: 'Passwords are hashed with Argon2id', tier: 'short' });
  await core.service.store('brief', { content: 'Blue buttons confirm', tier: 'short' });
  const query = 'cryptographic algorithm protecting credentials';
  const found = await eventually('its vector', async () => {
    const { results } = await find({ query, mode: 'vector' }, 'brief');
    return results.length === 2 ? results : undefined;
  });
  assert.match(found[0]?.memory.content ?? '', /Argon2id/);
  assert.deepEqual((await find({ query, mode: 'vector', tiers: ['mid'] }, 'brief')).results, []);
  assert.deepEqual((await find({ query, mode: 'vector' }, 'empty')).results, []);
});
