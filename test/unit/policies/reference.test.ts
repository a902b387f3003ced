import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reference } from '../../../policies/reference.ts';
import { POLICY_NAMES } from '../../../stacks/policies.ts';

test('the list of policies is the one in docs and has every policy once', () => {
  const text = reference();
  assert.equal(readFileSync(new URL('../../../docs/POLICIES.md', import.meta.url), 'utf8'), text);
  const [list = ''] = text.split('## What other tools check');
  for (const name of POLICY_NAMES) assert.equal(list.split(`| \`${name}\` |`).length, 2, name);
});
