import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load } from 'js-yaml';
import { projectFolder } from '../../../deploy/project.ts';

interface Job {
  uses?: string;
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  steps?: { uses?: string; run?: string }[];
}

const folder = join(projectFolder, '.github/workflows');
const workflows = readdirSync(folder).map((name) => ({
  name,
  ...(load(readFileSync(join(folder, name), 'utf8')) as { permissions: object; jobs: Record<string, Job> }),
}));
const jobs = workflows.flatMap(({ name, jobs }) =>
  Object.entries(jobs).map(([id, job]) => ({ where: `${name}: ${id}`, ...job })),
);

test('actions are pinned to a commit', () => {
  const used = jobs.flatMap(({ uses, steps = [] }) => [uses, ...steps.map((step) => step.uses)]);
  for (const name of used.filter((name) => name !== undefined))
    assert.match(name, /^(\.\/\.github\/workflows\/[a-z]+\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40})$/);
});

test('a workflow has no right that a job does not ask for, and only comments are written', () => {
  for (const { name, permissions } of workflows) assert.deepEqual(permissions, {}, name);
  for (const { where, permissions = {} } of jobs) {
    for (const [scope, right] of Object.entries(permissions))
      assert.ok(right === 'read' || scope === 'pull-requests', `${where} may ${right} ${scope}`);
  }
});

test('what others write reaches scripts as variables only', () => {
  for (const { where, steps = [] } of jobs) {
    for (const { run } of steps) assert.doesNotMatch(run ?? '', /\$\{\{/, where);
  }
});

test('every job that runs steps ends by itself', () => {
  for (const { where, steps, ...job } of jobs) {
    if (steps) assert.ok(job['timeout-minutes'], where);
  }
});
