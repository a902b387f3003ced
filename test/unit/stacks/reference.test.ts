import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reference } from '../../../stacks/reference.ts';
import { isSection, keys } from './keys.ts';

/** Every setting by its own name; a list stands for its entries, `policies` for all of them. */
const printed = () =>
  keys().filter((key) => key.key === 'policies' || !(isSection(key) || key.key.includes('*')));

test('the reference is the one in docs and has every key once', () => {
  const text = reference();
  assert.equal(readFileSync(new URL('../../../docs/SETTINGS.md', import.meta.url), 'utf8'), text);
  for (const { key } of printed()) assert.equal(text.split(`| \`${key}\` |`).length, 2, key);
});
