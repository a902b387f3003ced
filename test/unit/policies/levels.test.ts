import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelsOf } from '../../../policies/lib/levels.ts';
import { isWeaker, POLICY_NAMES } from '../../../stacks/policies.ts';

const reason = 'the vendor names no digests';

test('everything is mandatory in staging and production, unless the profile gives a reason', () => {
  for (const stack of ['staging', 'production']) {
    const level = levelsOf(stack, '{}');
    assert.deepEqual(
      POLICY_NAMES.filter((name) => level(name) !== 'mandatory'),
      ['image-digest'],
    );
  }
});

test('development is warned where one replica of everything cannot do better', () => {
  const level = levelsOf('development', undefined);
  assert.equal(level('spread-pods'), 'advisory');
  assert.equal(level('protected-stores'), 'disabled');
  assert.equal(level('run-as-non-root'), 'mandatory');
});

test("a stack's settings make one policy stricter or weaker, and no other", () => {
  const level = levelsOf(
    'review-17',
    JSON.stringify({
      environment: 'staging',
      policies: { 'protected-stores': { level: 'disabled', reason }, 'image-digest': { level: 'mandatory' } },
    }),
  );
  assert.equal(level('protected-stores'), 'disabled');
  assert.equal(level('image-digest'), 'mandatory');
  assert.equal(level('default-deny'), 'mandatory');
});

test('wrong settings, and stacks of other projects, loosen nothing', () => {
  for (const config of ['{', '[]', JSON.stringify({ policies: { 'image-pinned': { level: 'off' } } })]) {
    const level = levelsOf('development', config);
    assert.ok(POLICY_NAMES.every((name) => level(name) === 'mandatory'));
  }
  assert.equal(levelsOf('subject', undefined)('image-digest'), 'mandatory');
});

test('levels are ordered by what they let pass', () => {
  assert.ok(isWeaker('advisory', 'mandatory'));
  assert.ok(isWeaker('disabled', 'advisory'));
  assert.ok(!isWeaker('mandatory', 'advisory'));
  assert.ok(!isWeaker('advisory', 'advisory'));
});
