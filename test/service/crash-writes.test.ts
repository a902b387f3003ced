import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, startCore } from './support/core.ts';
import { assertWhole, type CrashWork, crashAtEveryStep } from './support/crash.ts';

const builtin = { embeddings: { provider: 'builtin' }, startRelay: false } as const;

test('a process killed before any step of a store leaves all or nothing, and the same request ends it', async (t) => {
  const core = await startCore(t, builtin);
  const works = await crashAtEveryStep(core, async (step) => {
    const project = `store-${step}`;
    await core.service.store(project, { content: 'a text', tier: 'short' });
    return { work: 'store', project, step };
  });
  t.diagnostic(`${works.length - 1} steps`);
  for (const { project } of works) {
    assert.equal((await core.service.list(project, {})).memories.length, 1);
    const request = { idempotencyKey: 'the same request' };
    const { memory } = await core.service.store(project, { content: 'a text' }, request);
    const { memories } = await core.service.list(project, {});
    assert.deepEqual(
      memories.map(({ id, tier }) => [id, tier]),
      [[memory.id, 'mid']],
    );
    assert.deepEqual((await core.service.list(project, { tier: 'short' })).memories, []);
    assert.equal(await count(core.mysql, 'idempotency_keys', 'project_id = ?', [project]), 1);
  }
  await assertWhole(core);
});

test('a process killed before any step of a change, a promotion or a deletion leaves all of it or nothing', async (t) => {
  const core = await startCore(t, builtin);
  const prepare = (work: CrashWork['work']) => async (step: number) => {
    const project = `${work}-${step}`;
    const { memory } = await core.service.store(project, { content: 'before' });
    return { work, project, id: memory.id, step };
  };
  for (const work of ['update', 'promote', 'remove'] as const) {
    const works = await crashAtEveryStep(core, prepare(work));
    t.diagnostic(`${work}: ${works.length - 1} steps`);
    for (const { project, id = '' } of works) {
      const { memories } = await core.service.list(project, {});
      const [memory] = memories;
      if (!memory) {
        assert.equal(work, 'remove');
        continue;
      }
      const { versions } = await core.service.history(project, id, {});
      assert.equal(versions[0]?.memory.version, memory.version);
      if (memory.version === 1) assert.deepEqual([memory.content, memory.tier], ['before', 'mid']);
      else if (work === 'update') assert.deepEqual([memory.content, memory.tags], ['after', ['new']]);
      else assert.equal(memory.tier, 'long');
    }
  }
  await assertWhole(core);
});

test('a process killed before any step of forgetting a project finishes when run again', async (t) => {
  const core = await startCore(t, builtin);
  const works = await crashAtEveryStep(core, async (step) => {
    const project = `forget-${step}`;
    await core.service.store(project, { content: 'to be forgotten' });
    await core.service.store(project, { content: 'to be forgotten soon', tier: 'short' });
    return { work: 'forget', project, step };
  });
  t.diagnostic(`${works.length - 1} steps`);
  const { forgetProject } = await import('../../service/src/forget/forget-project.ts');
  const options = { publish: () => undefined, onCommit: () => undefined };
  for (const { project } of works) {
    await forgetProject({ ...core, ...options }, project);
    assert.deepEqual((await core.service.list(project, {})).memories, []);
  }
  await assertWhole(core);
  assert.equal(await count(core.mysql, 'projects'), 0);
});
