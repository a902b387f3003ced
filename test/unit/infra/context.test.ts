import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { contextProblem, contexts, kubeconfigFiles } from '../../../infra/lib/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
const file = (name: string, ...names: string[]): string => {
  const path = join(folder, name);
  writeFileSync(
    path,
    `kind: Config\ncontexts:\n${names.map((context) => `- name: ${context}`).join('\n')}\n`,
  );
  return path;
};

test('every file of KUBECONFIG is read, missing ones are not', () => {
  const env = { KUBECONFIG: `${file('a', 'one', 'two')}:${join(folder, 'missing')}:${file('b', 'three')}` };
  assert.deepEqual(contexts(kubeconfigFiles(env)), ['one', 'two', 'three']);
});

test('an empty kubeconfig has no contexts', () => {
  assert.deepEqual(contexts([file('empty')]), []);
  assert.deepEqual(contexts(['/dev/null']), []);
});

test('a stack without a context is told how to name one', () => {
  const problem = contextProblem('production', '', ['a', 'b']);
  assert.match(problem ?? '', /^Stack production names no cluster\./);
  assert.match(problem ?? '', /pulumi config set --stack production --path settings\.cluster\.context NAME/);
  assert.match(problem ?? '', /The kubeconfig has: a, b\.$/);
});

test('a context that is missing is refused, whatever the current one is', () => {
  assert.match(
    contextProblem('staging', 'eu-west', ['prod']) ?? '',
    /belongs to the kubeconfig context eu-west/,
  );
  assert.match(contextProblem('staging', 'eu-west', []) ?? '', /The kubeconfig has none\.$/);
  assert.equal(contextProblem('staging', 'eu-west', ['prod', 'eu-west']), undefined);
});
