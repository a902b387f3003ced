import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { kubeScore as answered } from '../../policies/catalogue/kube-score.ts';
import { ensureTestPrograms } from '../run/programs.ts';
import { checkov, checkovProgram } from './checkov.ts';
import { type Exceptions, judge, readExceptions } from './exceptions.ts';
import { describe, type Finding, type Rendered } from './finding.ts';
import { kubeScore } from './kube-score.ts';
import { kubeconform } from './kubeconform.ts';
import { podSecurity } from './pod-security.ts';
import { checker } from './programs.ts';
import { render } from './render.ts';
import { schemasFolder } from './schemas.ts';

const STACKS = ['staging', 'production'];
const TOOLS: Record<string, (rendered: Rendered) => Promise<Finding[]>> = {
  'kube-score': kubeScore,
  kubeconform,
  'pod-security': podSecurity,
  checkov,
};

const exceptions: Exceptions = readExceptions();
let folder = '';
const stacks: Rendered[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-manifests-'));
  await ensureTestPrograms();
  // Made here, since stacks are checked side by side.
  await schemasFolder();
  await checkovProgram();
  for (const stack of STACKS) stacks.push(await render(stack, folder));
});

after(() => rm(folder, { recursive: true, force: true }));

for (const [tool, check] of Object.entries(TOOLS)) {
  test(`${tool} finds nothing in the manifests but what is excepted with a reason, and all of that`, async () => {
    const found = (await Promise.all(stacks.map(check))).flat();
    const { open, idle } = judge(found, { [tool]: exceptions[tool] ?? [] });
    assert.deepEqual(open.map(describe), []);
    assert.deepEqual(idle, [], 'exceptions that match nothing any more');
  });
}

test('every exception says why, and belongs to a checker', () => {
  for (const [tool, list] of Object.entries(exceptions)) {
    assert.ok(tool in TOOLS, tool);
    for (const { check, objects, reason } of list) {
      assert.ok(objects.length > 0, check);
      assert.ok(reason.length > 20, `${tool} ${check}`);
    }
  }
});

test('the policies answer every check that this kube-score has', async () => {
  const { stdout } = await checker('kube-score', ['list']);
  const checks = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(',')[0]);
  assert.deepEqual(Object.keys(answered.checks).sort(), checks.sort());
});
