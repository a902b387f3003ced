import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEvents } from '../../../../deploy/preview/events.ts';
import { imageChanges, shortImage } from '../../../../deploy/preview/images.ts';
import { counts, planOf, reference } from '../../../../deploy/preview/plan.ts';
import { recorded } from './recorded.ts';

const urn = (type: string, name: string) => `urn:pulumi:s::mcp-system::mcp:infra:Api$${type}::${name}`;

test('the three steps of a replacement are one change, with every path and what forces it', async () => {
  const { changes } = await recorded('release');
  const [job, ...others] = changes.filter(({ operation }) => operation === 'replace');
  assert.equal(others.length, 0);
  assert.equal(job && reference(job), 'Job/mcp-migrate');
  assert.ok(job?.replacedBy.includes('metadata.name'));
  assert.ok(job?.paths.includes('metadata.labels["app.kubernetes.io/version"]'));
});

test('components and the way to the cluster are no changes; another cluster is', () => {
  const step = (op: string, type: string, custom: boolean) =>
    ({ resourcePreEvent: { metadata: { op, urn: urn(type, 'x'), type, new: { custom } } } }) as const;
  const provider = 'pulumi:providers:kubernetes';
  assert.deepEqual(
    planOf([step('update', 'mcp:infra:Api', false), step('update', provider, true)]).changes,
    [],
  );
  assert.equal(planOf([step('replace', provider, true)]).changes.length, 1);
});

test('an image change names old and new, digests cut; a new workload is none', async () => {
  const [change, ...others] = imageChanges((await recorded('release')).changes);
  assert.equal(others.length, 0);
  assert.equal(change?.workload, 'Deployment/mcp-api');
  assert.equal(shortImage(change?.from ?? ''), 'mcp-api:v3.0.0@sha256:111111111111');
  assert.equal(shortImage(change?.to ?? ''), 'mcp-api:v3.1.0@sha256:222222222222');
});

test('a plan is counted in words; nothing to do is said', async () => {
  assert.equal(counts(await recorded('release')), '10 to update, 1 to replace, 86 unchanged');
  assert.equal(counts(planOf([])), 'nothing to change');
});

test('policies tell their level, resource and reason; that the preview failed is no error of its own', async () => {
  const { violations, packs, errors } = await recorded('policy');
  assert.deepEqual(
    violations.map(({ policy, level, resource }) => [policy, level, resource]),
    [
      ['image-pinned', 'mandatory', 'Deployment/subject'],
      ['no-plain-secrets', 'mandatory', 'Deployment/subject'],
    ],
  );
  assert.deepEqual(packs, ['mcp-system v3.0.0']);
  assert.deepEqual(errors, []);
});

test('lines that are no events are passed over', () => {
  assert.deepEqual(parseEvents('warning: something\n\n{"summaryEvent":{"resourceChanges":{"same":1}}}\n'), [
    { summaryEvent: { resourceChanges: { same: 1 } } },
  ]);
});
