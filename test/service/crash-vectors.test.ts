import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, drained, startCore } from './support/core.ts';
import { assertWhole, crash } from './support/crash.ts';

const builtin = { embeddings: { provider: 'builtin' }, startRelay: false } as const;
const texts = (n: number, what: string) => Array.from({ length: n }, (_, i) => `${what} number ${i}`);

test('a relay killed before any step of a batch loses nothing and leaves nothing', async (t) => {
  const core = await startCore(t, builtin);
  await core.vectors.ensure(await core.embedder.identity());
  let killed = 0;
  for (let step = 1, ended = false; !ended; step++) {
    const stored = await Promise.all(
      texts(3, `batch ${step}`).map((content) => core.service.store('p', { content })),
    );
    const [first, second] = stored.map(({ memory }) => memory.id);
    // Claims of the process before are free when their lease ends; the test does not wait for that.
    await core.mysql.query('UPDATE outbox SET available_at = CURRENT_TIMESTAMP(3)');
    if (step % 2 === 0) await core.service.remove('p', first ?? '');
    if (step % 3 === 0) await core.service.promote('p', second ?? '', 'long');
    ended = (await crash(core, [{ work: 'relay', project: 'p', step }])) !== null;
    if (!ended) killed += 1;
  }
  t.diagnostic(`killed ${killed} times`);
  assert.ok(killed > 5);
  await assertWhole(core);
});

test('a rebuild killed before any step goes on where it was, and leaves one collection', async (t) => {
  const core = await startCore(t, builtin);
  await Promise.all(texts(70, 'text').map((content) => core.service.store('p', { content })));
  core.relay.start();
  await drained(core.mysql);
  let killed = 0;
  // Each run goes on where the one before was killed, and is killed at its first step or its second.
  for (let run = 1, ended = false; !ended; run++) {
    const steps = await crash(core, [{ work: 'rebuild', project: 'p', step: (run % 3) + 1 }]);
    ended = steps !== null;
    if (!ended) killed += 1;
    await core.service.store('p', { content: `stored after run ${run}` });
    assert.ok(run < 20, 'it gets nowhere');
  }
  t.diagnostic(`killed ${killed} times`);
  assert.ok(killed > 2);
  await assertWhole(core);
  assert.equal(await count(core.mysql, 'settings', "name = 'vector_rebuild'"), 0);
  assert.equal((await core.vectors.generations.list('mid')).length, 1);
});
