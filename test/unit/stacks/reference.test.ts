import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reference } from '../../../stacks/reference.ts';
import { leaves } from './keys.ts';

test('the reference is the one in docs and has every key once', () => {
  const text = reference();
  assert.equal(readFileSync(new URL('../../../docs/SETTINGS.md', import.meta.url), 'utf8'), text);
  for (const { key } of leaves()) assert.equal(text.split(`| \`${key}\` |`).length, 2, key);
});
