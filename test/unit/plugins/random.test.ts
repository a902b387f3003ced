import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { randomText, textFailures } from '../../cluster/plugins/random/text.ts';

test('a text has its length and only the characters it may have', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), (length) => {
      assert.match(randomText({ length, special: false }), new RegExp(`^[A-Za-z0-9]{${length}}$`));
      assert.match(randomText({ length, special: false, upper: false }), new RegExp(`^[a-z0-9]{${length}}$`));
    }),
  );
});

test('the least number of each kind is kept', () => {
  const text = randomText({ length: 8, minNumeric: 3, minSpecial: 2, overrideSpecial: '_' });
  assert.ok((text.match(/[0-9]/g) ?? []).length >= 3, text);
  assert.ok((text.match(/_/g) ?? []).length >= 2, text);
});

test('two texts are never the same', () => {
  const texts = new Set(Array.from({ length: 1000 }, () => randomText({ length: 32, special: false })));
  assert.equal(texts.size, 1000);
});

test('what cannot be made is refused', () => {
  assert.deepEqual(textFailures({ length: 0 }), [{ property: 'length', reason: 'must be at least 1' }]);
  assert.deepEqual(textFailures({ length: 2, minLower: 3 }), [
    { property: 'length', reason: 'must be at least 3' },
  ]);
  const none = { length: 8, lower: false, upper: false, numeric: false, special: false };
  assert.equal(textFailures(none).length, 1);
  assert.deepEqual(textFailures({ length: 32, special: false }), []);
});
