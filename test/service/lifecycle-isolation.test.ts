import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Memory } from '../../service/src/memories/schemas.ts';
import { type Core, drained, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';

/** Names that a careless comparison takes for each other. */
const PROJECTS = ['alpha', 'Alpha', 'alpha2', 'alph', 'alpha.', 'a_pha', '0'] as const;
const TEXTS = [
  'the same sentence',
  'the same sentences',
  '数据库迁移',
  'something else',
  '100%_sure',
] as const;
const TIERS = ['short', 'mid', 'long'] as const;

let core: Core;
const scope = lastInFirstOut({ after });
before(async () => {
  core = await startCore(scope);
});

/** What each project is known to hold, by id; the truth that every answer is held against. */
type Model = Map<string, Map<string, Memory>>;

const step = fc.record({
  action: fc.constantFrom('store', 'store', 'update', 'promote', 'restore', 'remove'),
  project: fc.constantFrom(...PROJECTS),
  /** The project that a memory is taken from; often another. */
  owner: fc.constantFrom(...PROJECTS),
  pick: fc.nat(20),
  text: fc.constantFrom(...TEXTS),
  other: fc.constantFrom(...TEXTS),
  tier: fc.constantFrom(...TIERS),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const of = (model: Model, project: string) => {
  const known = model.get(project) ?? new Map<string, Memory>();
  model.set(project, known);
  return known;
};

/** One thing that a client does with a memory, perhaps one of another project; foreign ones must not be there. */
async function take(model: Model, { action, project, owner, pick, text, other, tier }: Step) {
  const { service } = core;
  if (action === 'store') {
    const { memory } = await service.store(project, { content: text, tier });
    assert.equal(memory.project, project);
    for (const [name, known] of model) assert.ok(name === project || !known.has(memory.id));
    of(model, project).set(memory.id, memory);
    return;
  }
  const ids = Array.from(of(model, owner).keys());
  const id = ids[pick % Math.max(1, ids.length)];
  if (id === undefined) return;
  const work = {
    update: () => service.update(project, id, { content: other }),
    promote: () => service.promote(project, id, tier === 'long' ? 'long' : 'mid'),
    restore: () => service.restore(project, id, 1),
    remove: () => service.remove(project, id),
  }[action];
  const outcome = await work().then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
  if (project !== owner) assert.equal(outcome, 'MEMORY_NOT_FOUND', `${action} reached another project`);
  else if (action === 'remove') of(model, owner).delete(id);
}

const EVERYTHING = {
  interval_seconds: 60,
  short_min_age_seconds: 0,
  short_min_importance: 0,
  short_min_uses: 1,
  mid_min_age_days: 0,
  mid_min_importance: 0,
  mid_min_uses: 1,
};

/** Whatever a project can be asked gives its own memories and nothing else. */
async function assertIsolated(model: Model): Promise<void> {
  const { service } = core;
  const owners = new Map(
    Array.from(model).flatMap(([project, known]) => Array.from(known.keys(), (id) => [id, project] as const)),
  );
  for (const project of PROJECTS) {
    const check = (memories: readonly Memory[], what: string) => {
      for (const memory of memories) {
        assert.equal(memory.project, project, what);
        assert.equal(owners.get(memory.id), project, what);
      }
    };
    const { memories } = await service.list(project, { limit: 100 });
    check(memories, 'list');
    assert.deepEqual(
      memories.map(({ id }) => id).toSorted(),
      Array.from(of(model, project).keys()).toSorted(),
      `the list of ${project}`,
    );
    for (const query of [TEXTS[0], TEXTS[2], TEXTS[4]]) {
      for (const mode of ['keyword', 'vector', 'hybrid'] as const) {
        const { results } = await service.search(project, { query, mode, limit: 50 });
        check(
          results.map(({ memory }) => memory),
          `search by ${mode}`,
        );
      }
    }
    for (const [id, owner] of owners) {
      const asked = [
        service.get(project, id).then((memory) => [memory]),
        service.history(project, id).then(({ versions }) => versions.map(({ memory }) => memory)),
        service.related(project, id).then((related) => related.map(({ memory }) => memory)),
      ];
      for (const outcome of await Promise.allSettled(asked)) {
        if (outcome.status === 'fulfilled') {
          assert.equal(owner, project);
          check(outcome.value, 'get, history, related');
        } else assert.equal(outcome.reason.code, 'MEMORY_NOT_FOUND');
        assert.equal(outcome.status === 'fulfilled', owner === project);
      }
    }
  }
}

test('no memory of one project shows through another, whatever is done with both', async () => {
  const model: Model = new Map();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
      for (const one of steps) await take(model, one);
    }),
    { numRuns: 10, endOnFailure: true },
  );
  const { upkeep } = core.service;
  const { signal } = new AbortController();
  await upkeep.promoteDue(EVERYTHING, () => undefined, signal);
  await drained(core.mysql);
  await upkeep.linkSimilar(0.9, () => undefined, signal);
  await assertIsolated(model);
});
