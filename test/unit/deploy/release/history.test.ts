import assert from 'node:assert/strict';
import { test } from 'node:test';
import { releaseMessage, releasesOf, repeats, rollbackTarget } from '../../../../deploy/release/history.ts';

const commit = (digit: string) => digit.repeat(40);
const up = (digit: string, result = 'succeeded', dirty = false, rollbackOf?: string) => ({
  kind: 'update',
  result,
  message: releaseMessage({
    commit: commit(digit),
    dirty,
    rollbackOf: rollbackOf && commit(rollbackOf),
    content: digit.repeat(16),
  }),
});
const target = (...history: ReturnType<typeof up>[]) =>
  rollbackTarget('production', releasesOf(history)).commit[0];

test('the release before the current one is the target, however often either was deployed', () => {
  assert.equal(target(up('b'), up('a')), 'a');
  assert.equal(target(up('b'), up('b'), up('a'), up('a')), 'a');
});

test('a failed release is left for the last good one, and a failed one is never a target', () => {
  assert.equal(target(up('b', 'failed'), up('a')), 'a');
  assert.equal(target(up('c'), up('b', 'failed'), up('a')), 'a');
});

test('a second rollback goes further back, not forth again', () => {
  assert.equal(target(up('b', 'succeeded', false, 'c'), up('c'), up('b'), up('a')), 'a');
});

test('what was deployed with changes that are in no commit is no target, and that is said', () => {
  assert.equal(target(up('c'), up('b', 'succeeded', true), up('a')), 'a');
  assert.throws(() => target(up('c'), up('b', 'succeeded', true)), {
    message: /no earlier good release than c{12}\n {2}b{12}: had changes that are in no commit/,
  });
});

test('changes that are in no commit go back to the commit they were made on', () => {
  assert.equal(target(up('a', 'succeeded', true), up('a'), up('b')), 'a');
  assert.equal(target(up('a'), up('a', 'succeeded', true), up('a'), up('b')), 'b');
});

test('a run repeats the last one where that succeeded with the same program and settings', () => {
  const { message } = up('a');
  assert.ok(repeats([up('a'), up('b')], message));
  assert.ok(!repeats([up('b'), up('a')], message));
  assert.ok(!repeats([up('a', 'failed')], message));
  assert.ok(!repeats([{ ...up('a'), kind: 'refresh' }], message));
  assert.ok(!repeats([{ ...up('a'), message: '' }], undefined));
  assert.ok(!repeats([], message));
});

test('a stack without releases is refused; runs of other kinds and without a commit are none', () => {
  const others = [
    { kind: 'destroy', message: `release ${commit('a')}`, result: 'succeeded' },
    { kind: 'update', message: '', result: 'succeeded' },
    { kind: 'update', message: 'release it', result: 'succeeded' },
  ];
  assert.deepEqual(releasesOf(others), []);
  assert.throws(() => rollbackTarget('production', []), { message: /production has no recorded release/ });
});
