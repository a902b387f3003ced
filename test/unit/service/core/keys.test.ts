import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKey, parseKey } from '../../../../service/src/keys/key.ts';

test('a generated key has a public id and 256 secret bits', () => {
  const key = generateKey();
  assert.match(key, /^sk-[0-9a-f]{12}\.[\w-]{43}$/);
  assert.notEqual(key, generateKey());
  assert.equal(parseKey(key)?.id, key.slice(3, 15));
});

test('a key without a dot gets its id from its hash, which no other form can claim', () => {
  const parsed = parseKey('sk-xxxxxxxxxxxxxxxxxxxx');
  assert.match(parsed?.id ?? '', /^~[0-9a-f]{16}$/);
  assert.equal(parseKey(`sk-${parsed?.id}.secret`), null);
});

test('what is no key is refused', () => {
  for (const raw of ['', 'sk-', 'sk-.x', 'sk-a.', 'pk-a.b', 'Bearer sk-a.b', `sk-${'i'.repeat(65)}.b`]) {
    assert.equal(parseKey(raw), null, raw);
  }
});
