import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/cl100k_base';
import { AppError } from '../../../../service/src/errors.ts';
import { decodePosition, encodePosition } from '../../../../service/src/memories/search/cursor.ts';
import { fit } from '../../../../service/src/memories/search/fit.ts';
import { planSearch } from '../../../../service/src/memories/search/plan.ts';
import { tokenCounter } from '../../../../service/src/token-counter.ts';

const id = (n: number) => `019aa${String(n).padStart(3, '0')}-0000-7000-8000-000000000000`;
const hit = (content: string, n = 1) => ({
  memory: {
    id: id(n),
    project: 'p',
    tier: 'mid' as const,
    type: 'note',
    content,
    tags: ['a'],
    importance: 0.5,
    pinned: false,
    source: null,
    sessionId: null,
    createdAt: '2026-11-18T00:00:00.000Z',
    updatedAt: '2026-11-18T00:00:00.000Z',
    expiresAt: null,
    verifiedAt: null,
    version: 1,
  },
  score: 0.5,
});
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

test('an answer fits its bounds, in order, and texts are cut at whole characters', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc.string({ maxLength: 2000 }),
    fc.string({ unit: fc.constantFrom(...'数据库迁移必须在发布之前完成'), maxLength: 1000 }),
  );
  const { count } = await tokenCounter();
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 6 }),
      fc.integer({ min: 1000, max: 10_000 }),
      fc.option(fc.integer({ min: 500, max: 3000 }), { nil: undefined }),
      async (texts, maxBytes, maxTokens) => {
        const hits = texts.map((content, n) => hit(content, n));
        const answer = await fit(hits, { maxBytes, maxTokens });
        assert.ok(bytes(answer.hits) <= maxBytes, `${bytes(answer.hits)} > ${maxBytes}`);
        const tokens = encode(JSON.stringify(answer.hits), { disallowedSpecial: new Set() }).length;
        assert.ok(tokens <= (maxTokens ?? tokens), `${tokens} > ${maxTokens} tokens`);
        assert.equal(answer.hits.length > 0, hits.length > 0);
        for (const [index, given] of answer.hits.entries()) {
          const { content } = hits[index]?.memory ?? assert.fail();
          assert.ok(content.startsWith(given.memory.content));
          assert.equal(given.excerpted ?? false, given.memory.content !== content);
          if (content.isWellFormed()) assert.ok(given.memory.content.isWellFormed());
        }
        const whole = answer.hits.length === hits.length && answer.hits.every(({ excerpted }) => !excerpted);
        assert.equal(answer.truncated, !whole);
        const fits = bytes(hits) <= maxBytes && count(JSON.stringify(hits)) <= (maxTokens ?? Infinity) * 0.9;
        if (fits) assert.ok(whole);
      },
    ),
  );
});

test('a cursor leads back to its position, and to no other question or project', () => {
  const question = { query: 'q', tags: ['x'] };
  const position = { at: 1_763_000_000_000, seen: 12, id: id(7), score: 0.123456789, nearest: 0.75 };
  const cursor = encodePosition('p', question, position);
  assert.ok(cursor.length <= 128);
  assert.deepEqual(decodePosition('p', { tags: ['x'], query: 'q' }, cursor), position);
  const invalid = (error: unknown) => error instanceof AppError && error.code === 'INVALID_CURSOR';
  assert.throws(() => decodePosition('other', question, cursor), invalid);
  assert.throws(() => decodePosition('p', { ...question, query: 'other' }, cursor), invalid);
  assert.throws(() => decodePosition('p', { ...question, mode: 'vector' }, cursor), invalid);
  fc.assert(
    fc.property(fc.string({ maxLength: 128 }), (text) => {
      if (text !== cursor) assert.throws(() => decodePosition('p', question, text), invalid);
    }),
  );
});

test('what does not go together is refused by name', () => {
  assert.throws(
    () => planSearch('p', { query: 'q', when: 'today', since: '2026-01-01T00:00:00Z' }),
    /when.*since or until/,
  );
  assert.throws(() => planSearch('p', { query: 'q', timezone: 'UTC' }), /timezone goes with when/);
  assert.throws(() => planSearch('p', { query: 'q', until: '2026-01-01T23:59:60Z' }), /until is not a time/);
});
