import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concealed, isUnknown, revealed } from '../../cluster/plugins/lib/secrets.ts';
import { typeOf } from '../../cluster/plugins/lib/types.ts';

test('secrets are opened at any depth and everything else stays', () => {
  const plain = { a: 1, list: ['x', { b: null }], flag: false };
  assert.deepEqual(revealed(plain), plain);
  assert.deepEqual(revealed({ a: concealed('x'), b: [concealed({ c: concealed(2) })] }), {
    a: 'x',
    b: [{ c: 2 }],
  });
});

test('a value that is not known yet is noticed', () => {
  assert.equal(isUnknown({ build: { args: { A: '04da6b54-80e4-46f7-96ec-b56ff0331ba9' } } }), true);
  assert.equal(isUnknown({ build: {} }), false);
});

test('the type of a resource is the last of its parents', () => {
  assert.equal(
    typeOf('urn:pulumi:s::p::mcp:infra:X$docker:index/image:Image::name'),
    'docker:index/image:Image',
  );
});
