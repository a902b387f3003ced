import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { policies } from '../../../policies/all.ts';
import { POLICY_NAMES } from '../../../stacks/policies.ts';
import { type Cases, cronJob, deployment, job, statefulSet, violations } from './check.ts';

const namesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, import.meta.url)).map((file) => file.replace(/\.ts$/, ''));

test('every policy has a file, a level, a place in the pack, and cases that it refuses and allows', () => {
  const names = [...POLICY_NAMES].sort();
  assert.deepEqual(policies.map(({ name }) => name).sort(), names);
  assert.deepEqual(namesIn('../../../policies/rules/').sort(), names);
  assert.deepEqual(namesIn('cases/').sort(), names);
});

for (const file of namesIn('cases/')) {
  const { policy, bad, good } = ((await import(`./cases/${file}.ts`)) as { cases: Cases }).cases;
  test(`${file} has its own cases of both sorts`, () => {
    assert.equal(policy.name, file);
    assert.ok(Object.keys(bad).length > 0 && Object.keys(good).length > 0);
  });
  for (const [title, { of, says }] of Object.entries(bad)) {
    test(`${file} refuses: ${title}`, async () => {
      assert.deepEqual(await violations(policy, of), says);
    });
  }
  for (const [title, of] of Object.entries(good)) {
    test(`${file} allows: ${title}`, async () => {
      assert.deepEqual(await violations(policy, of), []);
    });
  }
}

test('a good pod passes every policy on resources, in every kind that runs pods', async () => {
  for (const policy of policies.filter((candidate) => 'validateResource' in candidate)) {
    for (const subject of [deployment(), statefulSet(), job(), cronJob()])
      assert.deepEqual(await violations(policy, subject), [], `${policy.name} ${subject.type}`);
  }
});
