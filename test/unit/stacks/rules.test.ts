import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings, SettingsError } from '../../../stacks/load.ts';
import { RULES } from '../../../stacks/rules.ts';
import { BROKEN } from './broken-rules.ts';

test('every rule has settings in the table that break it', () => {
  assert.deepEqual(Object.keys(BROKEN).sort(), Object.keys(RULES).sort(), 'add the rule to broken-rules.ts');
  for (const [rule, cases] of Object.entries(BROKEN)) assert.ok(cases.length > 0, `${rule} has no case`);
});

for (const [rule, cases] of Object.entries(BROKEN)) {
  for (const { stack = 'development', settings, says } of cases) {
    test(`${rule}, ${stack}: ${says}`, () => {
      assert.throws(
        () => loadSettings(stack, settings),
        (error: unknown) => {
          assert.ok(error instanceof SettingsError);
          assert.deepEqual(
            error.mistakes.map((mistake) => mistake.rule),
            [rule],
            error.message,
          );
          assert.equal(error.message, `1 mistake in the settings of stack ${stack}:\n  ${says}`);
          return true;
        },
      );
    });
  }
}

test('an unknown policy is told the nearest known one', () => {
  assert.throws(
    () => loadSettings('development', { policies: { 'run-as-nonroot': { level: 'disabled' } } }),
    /policies\.run-as-nonroot: unknown key; did you mean policies\.run-as-non-root\?/,
  );
});
