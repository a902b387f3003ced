import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VECTOR_KINDS } from '../../service/src/outbox/kinds.ts';
import { verifyVectors } from '../../service/src/reconcile/verify.ts';
import type { VectorRecord } from '../../service/src/vectors/index.ts';
import { revisionOf } from '../../service/src/vectors/revision.ts';
import { type Core, count, drained, startCore } from './support/core.ts';

const verify = (core: Core, repair = false) =>
  verifyVectors(core, { repair }, () => undefined, new AbortController().signal);

const figures = ({ missing, stale, orphaned, misplaced }: Awaited<ReturnType<typeof verify>>) => ({
  missing,
  stale,
  orphaned,
  misplaced,
});
const NONE = { missing: 0, stale: 0, orphaned: 0, misplaced: 0 };

/** The vector that a memory has, to be changed by the test. */
async function recordOf(core: Core, id: string): Promise<VectorRecord> {
  const [kind] = VECTOR_KINDS;
  const [source] = (await kind?.find(core.mysql, [id])) ?? [];
  assert.ok(source);
  const [vector = assert.fail()] = await core.embedder.embed([source.text]);
  return { ...source, revision: revisionOf(source), vector };
}

test('every sort of drift is found and repaired, however many pages there are', async (t) => {
  const core = await startCore(t, { embeddings: { provider: 'builtin' } });
  const texts = Array.from({ length: 1040 }, (_, i) => `memory number ${i}`);
  const ids: string[] = [];
  for (let start = 0; start < texts.length; start += 100) {
    const stored = await Promise.all(
      texts.slice(start, start + 100).map((content) => core.service.store('p', { content })),
    );
    ids.push(...stored.map(({ memory }) => memory.id));
  }
  await drained(core.mysql);
  const clean = await verify(core);
  assert.equal(clean.checked, ids.length);
  assert.deepEqual(figures(clean), NONE);

  ids.sort();
  const [first = '', , third = '', fourth = ''] = ids;
  const last = ids.at(-1) ?? '';
  await core.vectors.remove('mid', [first, last]);
  await core.vectors.upsert('mid', [{ ...(await recordOf(core, third)), revision: 'older' }]);
  await core.vectors.upsert('long', [await recordOf(core, fourth)]);
  // Below the first id and above the last, where no page of MySQL begins or ends.
  const strangers = ['00000000-0000-7000-8000-000000000000', 'ffffffff-ffff-7fff-bfff-ffffffffffff'];
  await core.vectors.upsert(
    'mid',
    await Promise.all(strangers.map(async (id) => ({ ...(await recordOf(core, third)), id }))),
  );
  const drifted = await verify(core);
  assert.deepEqual(figures(drifted), { missing: 2, stale: 1, orphaned: 2, misplaced: 1 });
  assert.equal(drifted.repaired, 0);
  assert.deepEqual(
    drifted.examples.map(({ what, id }) => [what, id]).sort(),
    [
      ['misplaced', fourth],
      ['missing', first],
      ['missing', last],
      ['orphaned', strangers[0]],
      ['orphaned', strangers[1]],
      ['stale', third],
    ].sort(),
  );
  const repaired = await verify(core, true);
  assert.equal(repaired.repaired, 6);
  await drained(core.mysql);
  assert.deepEqual(figures(await verify(core)), NONE);
});

test('what the outbox has still to carry over is no drift', async (t) => {
  const core = await startCore(t, { embeddings: { provider: 'builtin' }, startRelay: false });
  await core.vectors.ensure(await core.embedder.identity());
  await core.service.store('p', { content: 'waiting' });
  assert.deepEqual(figures(await verify(core, true)), NONE);
  await core.mysql.query("UPDATE outbox SET state = 'dead'");
  assert.deepEqual(figures(await verify(core, true)), NONE);
  assert.equal(await count(core.mysql, 'outbox', "state = 'dead'"), 1);
  await core.mysql.query('DELETE FROM outbox');
  assert.deepEqual(figures(await verify(core)), { ...NONE, missing: 1 });
});
