import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { buildProgram } from '../../../service/src/ops/program.ts';
import { cases } from '../../alerts/cases.ts';
import { leaves } from '../stacks/keys.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, 'docs/runbooks');
const pages = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

test('every alert has its runbook, every runbook its alert, and the index all of them', () => {
  const names = Object.keys(cases).sort();
  const files = pages.map(({ file }) => file).filter((file) => file !== 'README.md');
  assert.deepEqual(files.sort(), names.map((name) => `${name}.md`).sort());
  const index = readFileSync(join(folder, 'README.md'), 'utf8');
  for (const name of names) assert.ok(index.includes(`[${name}](${name}.md)`), name);
});

test('every runbook says what it means, how to look and how to mend', () => {
  for (const { file, text } of pages) {
    if (file === 'README.md') continue;
    assert.match(text, new RegExp(`^# ${file.slice(0, -3)}\n\n.+\n\n## Look\n\n[^]+\n## Mend\n\n- `), file);
  }
});

test('links lead to pages that are there', () => {
  for (const { file, text } of pages)
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g))
      assert.ok(existsSync(join(folder, target)), `${file}: ${target}`);
});

test('commands and settings are those that there are', () => {
  const settings = new Set(leaves().map(({ key }) => key));
  const commands = buildProgram({}).commands;
  for (const { file, text } of pages) {
    for (const [, key = ''] of text.matchAll(/--path settings\.([\w.]+)/g))
      assert.ok(settings.has(key), `${file}: ${key}`);
    for (const [, name = ''] of text.matchAll(/^\s*\.\/deploy\.sh (\w+)/gm))
      assert.ok(existsSync(join(root, `deploy/commands/${name}.ts`)), `${file}: ${name}`);
    for (const [, group = '', name = ''] of text.matchAll(/node ops\.js (\w+) (\w+)/g)) {
      const found = commands.find((command) => command.name() === group);
      assert.ok(
        found?.commands.some((command) => command.name() === name),
        `${file}: ${group} ${name}`,
      );
    }
  }
});
