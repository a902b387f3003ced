import assert from 'node:assert/strict';
import { randomUUIDv7 } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { RowDataPacket } from 'mysql2/promise';
import { encodeCursor } from '../../service/src/memories/cursor.ts';
import { requestHash } from '../../service/src/memories/idempotency.ts';
import type { Memory } from '../../service/src/memories/schemas.ts';
import { insertIdempotencyKey } from '../../service/src/memories/side-tables.ts';
import { type Core, count, drained, eventually, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';
import { keysUnder } from './support/stores.ts';

const TABLES_WITH_MEMORY_ID = ['memory_terms', 'memory_hashes', 'memory_history', 'idempotency_keys'];

let core: Core;
const scope = lastInFirstOut({ after });

before(async () => {
  core = await startCore(scope);
});

const isCode = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

/** The tiers whose collection holds a vector with this id. */
async function vectorsOf(id: string): Promise<string[]> {
  return core.milvus.use('query', async (client) => {
    const tiers: string[] = [];
    for (const tier of ['mid', 'long']) {
      const reply = await client.query({
        collection_name: `${core.collectionPrefix}${tier}_term_memories`,
        filter: `id == "${id}"`,
        output_fields: ['id'],
        consistency_level: 0,
      });
      if (reply.data.length > 0) tiers.push(tier);
    }
    return tiers;
  });
}

describe('store', () => {
  test('keeps the text verbatim, with everything that came with it', async () => {
    const content = '  Zeile 1\r\n\tτέλος 数据库 \u0000 👩‍👩‍👧 \u2028 "quoted" \\ ';
    for (const tier of ['short', 'mid', 'long'] as const) {
      const input = {
        content: `${content}${tier}`,
        tier,
        type: 'decision',
        tags: ['a', 'ü 数'],
        importance: 0.9,
        source: 'chat',
        sessionId: 's-1',
      };
      const { memory, created } = await core.service.store('verbatim', input);
      assert.equal(created, true);
      const { id, project, pinned, createdAt, updatedAt, expiresAt, verifiedAt, version, ...same } = memory;
      assert.deepEqual(same, input);
      assert.equal(expiresAt === null, tier !== 'short');
      assert.ok(Math.abs(Date.parse(createdAt) - Date.now()) < 5000);
      assert.deepEqual(await core.service.get('verbatim', id), memory);
    }
  });

  test('keeps a text once per project, also when twenty store it at once', async () => {
    for (const tier of ['short', 'mid'] as const) {
      const results = await Promise.all(
        Array.from({ length: 20 }, () => core.service.store('same', { content: `one ${tier}`, tier })),
      );
      assert.equal(new Set(results.map(({ memory }) => memory.id)).size, 1);
      assert.equal(results.filter(({ created }) => created).length, 1);
    }
    assert.equal((await core.service.store('another', { content: 'one mid' })).created, true);
    assert.equal((await core.service.store('same', { content: 'one mid ' })).created, true);
  });

  test('raises a text that is stored again to the higher tier, under its id', async () => {
    const stored: Memory[] = [];
    for (const tier of ['short', 'mid', 'long', 'mid', 'short'] as const) {
      const { memory, created } = await core.service.store('raise', { content: 'climbs up', tier });
      assert.equal(created, stored.length === 0);
      stored.push(memory);
      if (tier !== 'short') await drained(core.mysql);
    }
    assert.deepEqual(
      stored.map(({ tier }) => tier),
      ['short', 'mid', 'long', 'long', 'long'],
    );
    const [{ id, createdAt } = assert.fail()] = stored;
    assert.ok(stored.every((memory) => memory.id === id && memory.createdAt === createdAt));
    assert.deepEqual(await vectorsOf(id), ['long']);
    assert.equal((await core.service.list('raise', {})).memories.length, 1);
  });

  test('answers a repeated Idempotency-Key as the first time and refuses it for another input', async () => {
    for (const tier of ['short', 'mid'] as const) {
      const options = { idempotencyKey: `key-${tier}` };
      const input = { content: `keyed ${tier}`, tier, tags: ['x'] };
      const many = await Promise.all(
        Array.from({ length: 10 }, () => core.service.store('keyed', input, options)),
      );
      assert.ok(many.every(({ created }) => created));
      assert.equal(new Set(many.map(({ memory }) => memory.id)).size, 1);
      await assert.rejects(
        core.service.store('keyed', { ...input, tags: [] }, options),
        isCode('IDEMPOTENCY_KEY_REUSED'),
      );
      assert.equal((await core.service.store('elsewhere', input, options)).created, true);
    }
  });

  test('repeats go on where the first request for the short tier is, and all get its answer', async () => {
    for (const created of [true, false]) {
      const input = { content: `half done ${created}`, tier: 'short' as const };
      const first = { memoryId: randomUUIDv7(), created, requestHash: requestHash(input) };
      const idempotencyKey = `half-${created}`;
      await insertIdempotencyKey(core.mysql, 'keyed', idempotencyKey, first);
      const again = () => core.service.store('keyed', input, { idempotencyKey });
      const { memory } = await again();
      // What was there before the first request, and has expired since, is not brought back.
      assert.equal(memory.id === first.memoryId, created);
      assert.deepEqual(await Promise.all([again(), again()]), Array(2).fill({ memory, created: true }));
      assert.equal(await count(core.mysql, 'idempotency_keys', 'memory_id = ?', [memory.id]), 1);
    }
  });

  test('refuses what does not go together', async () => {
    const wrong = isCode('INVALID_REQUEST');
    await assert.rejects(core.service.store('p', { content: 'x', tier: 'long', ttlSeconds: 5 }), wrong);
    await assert.rejects(core.service.store('p', { content: 'x', tier: 'short', pinned: true }), wrong);
  });

  test('lets a short-tier memory go after its time', async () => {
    const { memory } = await core.service.store('ttl', {
      content: 'soon gone',
      tier: 'short',
      ttlSeconds: 1,
    });
    assert.equal((await core.service.search('ttl', { query: 'gone' })).results.length, 1);
    await eventually('the end of its life', async () => {
      const { memories } = await core.service.list('ttl', {});
      return memories.length === 0;
    });
    await assert.rejects(core.service.get('ttl', memory.id), isCode('MEMORY_NOT_FOUND'));
    assert.deepEqual((await core.service.search('ttl', { query: 'gone' })).results, []);
    assert.equal((await core.service.store('ttl', { content: 'soon gone', tier: 'short' })).created, true);
  });
});

test('ids, cursors, times and texts that no memory can have are answered, not stumbled over', async () => {
  const { service } = core;
  for (const id of ['ffffffff-ffff-7fff-bfff-ffffffffffff', '00000000-0000-7000-8000-000000000000']) {
    await assert.rejects(service.get('edge', id), isCode('MEMORY_NOT_FOUND'));
    await assert.rejects(service.remove('edge', id), isCode('MEMORY_NOT_FOUND'));
    assert.deepEqual((await service.list('edge', { cursor: encodeCursor(id) })).memories, []);
  }
  for (const since of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00']) {
    assert.deepEqual((await service.list('edge', { since })).memories, []);
    assert.deepEqual((await service.search('edge', { query: 'x', since, mode: 'keyword' })).results, []);
  }
  const wrong = isCode('INVALID_REQUEST');
  await assert.rejects(service.list('edge', { since: '2026-12-31T23:59:60Z' }), wrong);
  await assert.rejects(service.search('edge', { query: 'x', until: '2026-12-31T23:59:60Z' }), wrong);
  await assert.rejects(service.store('edge', { content: 'a\ud800b' }), wrong);
  await assert.rejects(service.store('edge', { content: 'a', tags: ['\udfff'] }), wrong);
});

describe('list', () => {
  test('gives every memory of every tier once, newest first, whatever the page size', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 23; i++) {
      const tier = (['short', 'mid', 'long'] as const)[i % 3] as Memory['tier'];
      const { memory } = await core.service.store('list', {
        content: `entry ${i}`,
        tier,
        tags: i % 2 ? ['odd'] : [],
      });
      ids.push(memory.id);
    }
    const newestFirst = ids.toSorted().reverse();
    const pages = async (query: object, limit: number) => {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await core.service.list('list', { ...query, limit, ...(cursor ? { cursor } : {}) });
        assert.ok(page.memories.length <= limit);
        found.push(...page.memories.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return found;
    };
    for (const limit of [1, 5, 23, 100]) assert.deepEqual(await pages({}, limit), newestFirst);
    assert.equal((await pages({ tier: 'short' }, 3)).length, 8);
    assert.equal((await pages({ tier: 'mid', tags: ['odd'] }, 2)).length, 4);
    assert.deepEqual(await pages({ type: 'none' }, 2), []);
    await assert.rejects(core.service.list('list', { cursor: 'bogus' }), isCode('INVALID_CURSOR'));
  });
});

describe('delete', () => {
  test('leaves nothing in MySQL, Milvus or Redis', async () => {
    const content = 'forget every trace of this sentence';
    await core.service.store('gone', { content, tier: 'short' }, { idempotencyKey: 'k0' });
    await core.service.store('gone', { content, tier: 'mid' }, { idempotencyKey: 'k1' });
    const { memory } = await core.service.store('gone', { content, tier: 'long' });
    const { id } = memory;
    await drained(core.mysql);
    assert.deepEqual(await vectorsOf(id), ['long']);

    await core.service.remove('gone', id);
    await assert.rejects(core.service.get('gone', id), isCode('MEMORY_NOT_FOUND'));
    await assert.rejects(core.service.remove('gone', id), isCode('MEMORY_NOT_FOUND'));
    for (const mode of ['keyword', 'hybrid', 'vector'] as const) {
      assert.deepEqual((await core.service.search('gone', { query: content, mode })).results, []);
    }
    await drained(core.mysql);
    assert.deepEqual(await vectorsOf(id), []);
    assert.equal(await count(core.mysql, 'long_term_memories', 'id = ?', [id]), 0);
    for (const table of TABLES_WITH_MEMORY_ID) {
      assert.equal(await count(core.mysql, table, 'memory_id = ?', [id]), 0, table);
    }
    assert.deepEqual(await tablesWith(id), []);
    const keys = await keysUnder(core.redis, core.keyPrefix);
    assert.deepEqual(
      keys.filter((key) => key.includes('{gone}')),
      [],
    );
    assert.equal((await core.service.store('gone', { content })).created, true);
  });

  test('takes a short-tier memory with its traces', async () => {
    const { memory } = await core.service.store(
      'brief',
      { content: 'brief', tier: 'short' },
      { idempotencyKey: 'b' },
    );
    await core.service.remove('brief', memory.id);
    const keys = await keysUnder(core.redis, core.keyPrefix);
    assert.deepEqual(
      keys.filter((key) => key.includes('{brief}')),
      [],
    );
    assert.deepEqual(await tablesWith(memory.id), []);
  });

  test('reaches no other project', async () => {
    for (const tier of ['short', 'mid', 'long'] as const) {
      const { memory } = await core.service.store('mine', { content: `mine ${tier}`, tier });
      for (const project of ['yours', 'Mine', 'min', 'mine2']) {
        await assert.rejects(core.service.get(project, memory.id), isCode('MEMORY_NOT_FOUND'));
        await assert.rejects(core.service.remove(project, memory.id), isCode('MEMORY_NOT_FOUND'));
        assert.deepEqual((await core.service.list(project, {})).memories, []);
      }
      assert.deepEqual(await core.service.get('mine', memory.id), memory);
    }
    await assert.rejects(core.service.get('mine', randomUUIDv7()), isCode('MEMORY_NOT_FOUND'));
  });
});

/** Every table of the schema that holds the id in some column, whatever its name. */
async function tablesWith(id: string): Promise<string[]> {
  const [columns] = await core.mysql.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS t, COLUMN_NAME AS c FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND DATA_TYPE IN ('char', 'varchar', 'text', 'mediumtext', 'json')`,
  );
  const found: string[] = [];
  for (const { t, c } of columns) {
    if ((await count(core.mysql, t, `CAST(\`${c}\` AS CHAR) LIKE ?`, [`%${id}%`])) > 0)
      found.push(`${t}.${c}`);
  }
  return found;
}
