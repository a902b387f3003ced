import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings, SettingsError } from '../../../stacks/load.ts';
import { merge, type Tree } from '../../../stacks/merge.ts';
import type { Rule } from '../../../stacks/mistakes.ts';
import { leaves, nested, OPTIONAL_SECTIONS } from './keys.ts';

/** A value that the rule does not allow, and what the message must offer instead. */
function wrong(rule: Rule): { value: unknown; allowed: RegExp } {
  if (rule.enum) return { value: 'nonsense', allowed: new RegExp(`^${rule.enum.join(', ')}$`) };
  switch (rule.type) {
    case 'integer':
      return { value: (rule.minimum as number) - 1, allowed: /^a whole number from -?\d+ to \d+$/ };
    case 'number':
      return { value: 'much', allowed: /^a number from [\d.]+ to [\d.]+$/ };
    case 'boolean':
      return { value: 'yes', allowed: /^true, false$/ };
    case 'array':
      return { value: 'one', allowed: /^a list; each: \S.+$/ };
    case 'object':
      return { value: 'none', allowed: new RegExp(`^${literal(rule.allowed ?? 'a section of texts')}$`) };
    default:
      return rule.allowed
        ? { value: ' ! ', allowed: new RegExp(`^${literal(rule.allowed)}$`) }
        : { value: 7, allowed: /^a text$/ };
  }
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Settings in which every optional section around `key` is there and right. */
function around(key: string): Tree {
  const sections = Object.entries(OPTIONAL_SECTIONS).filter(([section]) => key.startsWith(`${section}.`));
  return sections.reduce<Tree>((tree, [section, value]) => merge(tree, nested(section, value)), {});
}

for (const { key, rule } of leaves()) {
  test(`a wrong ${key} is named with what is allowed`, () => {
    const { value, allowed } = wrong(rule);
    const overrides = merge(around(key), nested(key, value));
    assert.throws(
      () => loadSettings('development', overrides),
      (error: unknown) => {
        assert.ok(error instanceof SettingsError);
        const [mistake, ...others] = error.mistakes;
        assert.deepEqual(others, []);
        assert.equal(mistake?.key, key);
        if (key === 'environment') return true;
        assert.match(mistake.allowed, allowed);
        assert.deepEqual(mistake.value, rule.sensitive ? undefined : value);
        assert.ok(rule.description, `${key} has no description`);
        return true;
      },
    );
  });
}
