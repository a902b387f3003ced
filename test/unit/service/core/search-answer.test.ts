import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../../service/src/errors.ts';
import { decodePosition, encodePosition } from '../../../../service/src/memories/search/cursor.ts';
import { fit } from '../../../../service/src/memories/search/fit.ts';
import { planSearch } from '../../../../service/src/memories/search/plan.ts';

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

test('an answer fits its bound, in order, and texts are cut at whole characters', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 2000 }), fc.string({ maxLength: 2000 }));
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 8 }),
      fc.integer({ min: 1000, max: 20_000 }),
      (texts, maxBytes) => {
        const hits = texts.map((content, n) => hit(content, n));
        const answer = fit(hits, maxBytes);
        assert.ok(bytes(answer.hits) <= maxBytes, `${bytes(answer.hits)} > ${maxBytes}`);
        assert.equal(answer.hits.length > 0, hits.length > 0);
        for (const [index, given] of answer.hits.entries()) {
          const { content } = hits[index]?.memory ?? assert.fail();
          assert.ok(content.startsWith(given.memory.content));
          assert.equal(given.excerpted ?? false, given.memory.content !== content);
          if (content.isWellFormed()) assert.ok(given.memory.content.isWellFormed());
        }
        const whole = answer.hits.length === hits.length && answer.hits.every(({ excerpted }) => !excerpted);
        assert.equal(answer.truncated, !whole);
        assert.equal(whole, bytes(hits) <= maxBytes || hits.length === 0);
      },
    ),
  );
});

test('a cursor leads back to its position, and to no other question or project', () => {
  const question = { query: 'q', tags: ['x'] };
  const position = { at: 1_763_000_000_000, seen: 12, id: id(7), score: 0.123456789 };
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
