import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings, SettingsError } from '../../../stacks/load.ts';
import { isTree, merge, type Tree } from '../../../stacks/merge.ts';
import { allowedBy, type Mistake } from '../../../stacks/mistakes.ts';
import { isSection, keys, leaves, nested, OPTIONAL_SECTIONS } from './keys.ts';
import { WRONG } from './wrong-values.ts';

/** What the `*` of a key stands for in the tests. */
const ANY: Record<string, string> = {
  policies: 'image-digest',
  'ingress.annotations': 'example.com/limit',
};

/** Where the key is in the settings of a stack, and how messages name it. */
function place(key: string): string[] {
  return key.split('.').map((part, at, all) => {
    if (part !== '*') return part;
    return ANY[all.slice(0, at).join('.')] ?? '0';
  });
}

/** A list where the key is one of its entries. */
const settingAt = (key: string, value: unknown): Tree =>
  place(key).at(-1) === '0' ? nested(place(key).slice(0, -1), [value]) : nested(place(key), value);

/** Settings in which every optional section around `key` is there and right. */
function around(key: string): Tree {
  const sections = Object.entries(OPTIONAL_SECTIONS).filter(([section]) => key.startsWith(`${section}.`));
  const tree = sections.reduce<Tree>(
    (all, [section, value]) => merge(all, nested(place(section), value)),
    {},
  );
  return key === 'policies.*.reason' ? merge(tree, nested(place('policies.*.level'), 'advisory')) : tree;
}

/** The same tree with nothing at `path`, as an override says it. */
function without([part = '', ...deeper]: string[], tree: Tree): Tree {
  const below = tree[part];
  return { ...tree, [part]: deeper.length === 0 ? null : without(deeper, isTree(below) ? below : {}) };
}

function mistakesOf(overrides: Tree): { mistakes: Mistake[]; message: string } {
  try {
    loadSettings('development', overrides);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  return { mistakes: [], message: 'taken' };
}

test('every key has a wrong value in the table, and the table no key that is gone', () => {
  assert.deepEqual(
    Object.keys(WRONG).sort(),
    leaves()
      .map(({ key }) => key)
      .sort(),
    'add the key to wrong-values.ts',
  );
});

for (const { key, rule } of leaves()) {
  const [value, allowed] = WRONG[key] ?? [];
  test(`a wrong ${key} is named with what is allowed`, () => {
    const { message } = mistakesOf(merge(around(key), settingAt(key, value)));
    const name = place(key).join('.');
    const said = rule.sensitive
      ? `${name}: ${allowed}`
      : `${name} = ${JSON.stringify(value)}: allowed is ${allowed}`;
    assert.equal(message, `1 mistake in the settings of stack development:\n  ${said}`);
    assert.ok(rule.description || key.endsWith('.*'), `${key} has no description`);
  });
}

for (const { key, rule } of leaves().filter(({ rule }) => rule.minimum !== undefined)) {
  test(`${key} takes its bounds and nothing beyond`, () => {
    const [least, most] = [rule.minimum as number, rule.maximum as number];
    const refused = (value: number) =>
      mistakesOf(merge(around(key), settingAt(key, value))).mistakes.some(
        (mistake) => mistake.key === key && mistake.rule === undefined,
      );
    for (const value of [least, most]) assert.ok(!refused(value), `${value}`);
    for (const value of [least - 1, most + 1, least + 0.000_1])
      assert.equal(refused(value), rule.type === 'integer' || value < least || value > most, `${value}`);
  });
}

for (const { key, rule } of keys().filter(isSection)) {
  test(`a ${key} that is no section is named with what is allowed`, () => {
    const { mistakes } = mistakesOf(merge(around(key), settingAt(key, 'much')));
    assert.deepEqual(mistakes, [{ key: place(key).join('.'), value: 'much', allowed: allowedBy(rule) }]);
  });

  test(`an unknown key of ${key} is named with the known ones`, () => {
    const unknown = [...place(key), 'zzzzzzzz'];
    const { mistakes } = mistakesOf(merge(merge(around(`${key}.`), around(key)), nested(unknown, 1)));
    const mine = mistakes.filter((mistake) => mistake.key === unknown.join('.'));
    assert.deepEqual(mine, [
      {
        key: unknown.join('.'),
        allowed: `unknown key; known: ${Object.keys(rule.properties ?? {}).join(', ')}`,
      },
    ]);
  });
}

for (const { key, rule } of keys().filter(({ key, optional }) => !optional && !key.endsWith('.*'))) {
  // They come with the stack's name.
  if (['environment', 'cluster.namespace'].includes(key)) continue;
  test(`a missing ${key} is named with what is allowed`, () => {
    const { mistakes } = mistakesOf(without(place(key), around(key)));
    const name = place(key).join('.');
    assert.deepEqual(mistakes, [{ key: name, allowed: `missing; ${allowedBy(rule)}` }]);
  });
}
