import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../../service/src/errors.ts';
import { decodeCursor, encodeCursor } from '../../../../service/src/memories/cursor.ts';
import { requestHash } from '../../../../service/src/memories/idempotency.ts';
import { contentHash, createdAtOf, newMemoryId } from '../../../../service/src/memories/identity.ts';

test('an id carries its time', () => {
  const before = Date.now();
  const id = newMemoryId();
  assert.ok(createdAtOf(id) >= before && createdAtOf(id) <= Date.now());
});

test('a cursor comes back as it went, and anything else is refused', () => {
  const id = newMemoryId();
  assert.deepEqual(decodeCursor(encodeCursor(id)), { id, createdAt: createdAtOf(id) });
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.throws(
        () => decodeCursor(text),
        (error) => error instanceof AppError && error.code === 'INVALID_CURSOR',
      );
    }),
  );
  assert.throws(() => decodeCursor(`${encodeCursor(id)}=`));
});

test('texts are the same only when every character is', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => contentHash(a).equals(contentHash(b)) === (a === b)),
  );
});

test('a request is the same whatever the order of its fields', () => {
  const one = requestHash({ content: 'x', tags: ['a', 'b'], tier: 'mid' });
  assert.deepEqual(one, requestHash({ tier: 'mid', content: 'x', tags: ['a', 'b'] }));
  assert.notDeepEqual(one, requestHash({ tier: 'mid', content: 'x', tags: ['b', 'a'] }));
});
