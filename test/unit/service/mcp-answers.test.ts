import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fit, LEAST_TEXT_BYTES } from '../../../service/src/mcp/answer/fit.ts';
import { fittingPage } from '../../../service/src/mcp/answer/page.ts';
import { cut, jsonBytes } from '../../../service/src/mcp/answer/text.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('数', '据', '🙂', 'a', '"', '\n', '\u0000', '\ud800'), maxLength: 3000 }),
);
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('cut', () => {
  test('keeps the longest beginning that fits, and splits no character', () => {
    fc.assert(
      fc.property(text, fc.nat(2000), (value, bytes) => {
        const kept = cut(value, bytes);
        assert.ok(value.startsWith(kept));
        assert.ok(jsonBytes(kept) <= bytes);
        if (kept === value) return;
        const [next = ''] = value.slice(kept.length);
        assert.ok(jsonBytes(kept + next) > bytes);
        assert.equal([...kept, ...value.slice(kept.length)].join(''), value);
      }),
    );
  });

  test('by example', () => {
    assert.equal(cut('a🙂b', 4), 'a');
    assert.equal(cut('a🙂b', 5), 'a🙂');
    assert.equal(cut('数据库', 7), '数据');
  });
});

describe('fit', () => {
  const item = fc.record({
    id: fc.uuid(),
    content: text,
    more: fc.record({ why: text, tags: fc.array(text) }),
  });

  test('stays within the budget, keeps the order, and says what is cut', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), fc.integer({ min: 0, max: 20_000 }), (items, budget) => {
        const shown = fit(items, budget);
        assert.ok(bytesOf(shown) <= budget + 2);
        for (const [index, { truncated, ...rest }] of shown.entries()) {
          const whole = items[index];
          assert.ok(whole && rest.id === whole.id && whole.content.startsWith(rest.content));
          assert.equal(truncated, JSON.stringify(rest) !== JSON.stringify(whole));
        }
      }),
    );
  });

  test('leaves everything whole where there is room', () => {
    const items = [{ content: 'x'.repeat(5000) }, { content: 'short' }];
    assert.deepEqual(
      fit(items, 10_000).map(({ truncated }) => truncated),
      [false, false],
    );
  });

  test('short texts leave their room to long ones', () => {
    const [long, short] = fit([{ content: 'x'.repeat(9000) }, { content: 'y'.repeat(500) }], 6000);
    assert.equal(short?.truncated, false);
    assert.ok(long?.truncated && long.content.length > 5000);
  });

  test('cuts no text below the least, and leaves the last items out instead', () => {
    const items = Array.from({ length: 10 }, () => ({ content: 'x'.repeat(9000) }));
    const shown = fit(items, 3 * LEAST_TEXT_BYTES + 200);
    assert.equal(shown.length, 3);
    assert.ok(shown.every(({ content }) => content.length === LEAST_TEXT_BYTES));
  });
});

test('a page that does not fit goes on behind the last item that is shown', async () => {
  const all = Array.from({ length: 300 }, (_, index) => ({ index, content: '数'.repeat(9000) }));
  const list = (from: number) => async (limit: number) => ({
    items: all.slice(from, from + limit),
    nextCursor: from + limit < all.length ? String(from + limit) : null,
  });
  const seen: number[] = [];
  for (let cursor: string | null = '0'; cursor !== null; ) {
    const page: { items: { index: number }[]; nextCursor: string | null } = await fittingPage(
      'items',
      200,
      list(Number(cursor)),
    );
    assert.ok(bytesOf(page) <= 48_000);
    seen.push(...page.items.map(({ index }) => index));
    cursor = page.nextCursor;
  }
  assert.deepEqual(
    seen,
    all.map(({ index }) => index),
  );
});
