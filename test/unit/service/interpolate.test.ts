// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the syntax under test
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interpolate } from '../../../service/src/config/interpolate.ts';

const variables = { A: 'one', B: 'two words', EMPTY: '', PASSWORD: 'p@:/ %' };

for (const [text, value] of [
  ['plain', 'plain'],
  ['${A}', 'one'],
  ['x${A}y${B}z', 'xoneytwo wordsz'],
  ['${NONE:-fallback}', 'fallback'],
  ['${EMPTY:-fallback}', 'fallback'],
  ['${NONE:-}', ''],
  ['${A:-fallback}', 'one'],
  ['${NONE:-http://h:1/p?q=1}', 'http://h:1/p?q=1'],
  ['$A $ {A} ${ A }', '$A $ {A} ${ A }'],
  ['mysql://u:${PASSWORD}@h/d', 'mysql://u:p%40%3A%2F%20%25@h/d'],
  ['${PASSWORD}', 'p@:/ %'],
] as const) {
  test(JSON.stringify(text), () => assert.equal(interpolate(text, variables).value, value));
}

test('names what is missing and what was used', () => {
  const { used, missing } = interpolate('${A}${NONE}${EMPTY}${NO:-x}', variables);
  assert.deepEqual({ used, missing }, { used: ['A'], missing: ['NONE', 'EMPTY'] });
});
