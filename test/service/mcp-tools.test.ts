import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { connect, use } from './support/mcp.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });
const ANSWER_BYTES = 48_000;
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

test('a memory is changed with its version and rises', async (t) => {
  const client = await connect(t, service, { address: 'change' });
  const { memory } = await use(client, 'memory_store', { content: 'The port is 8000', tier: 'mid' });
  const changed = await use(client, 'memory_update', {
    id: memory.id,
    content: 'The port is 8080',
    ifVersion: 1,
  });
  assert.deepEqual([changed.content, changed.version], ['The port is 8080', 2]);
  const late = use(client, 'memory_update', { id: memory.id, tags: ['port'], ifVersion: 1 });
  await assert.rejects(late, /VERSION_CONFLICT/);
  const risen = await use(client, 'memory_promote', { id: memory.id, tier: 'long' });
  assert.deepEqual([risen.id, risen.tier], [memory.id, 'long']);
});

test('a session with what comes out of it, and the context of the next one', async (t) => {
  const client = await connect(t, service, { address: 'work' });
  const session = await use(client, 'session_start', { title: 'Backups' });
  const sessionId = session.id;
  const fact = 'The nightly backup writes to the volume archive';
  await use(client, 'memory_store', { content: fact, pinned: true, sessionId });
  const todo = await use(client, 'todo_add', { title: 'Test the restore', priority: 'high', sessionId });
  assert.deepEqual([todo.status, todo.truncated], ['open', false]);
  const decision = await use(client, 'decision_record', {
    title: 'Where backups go',
    decision: 'To a volume of their own',
    rationale: '备份不能和数据放在一起',
    alternatives: [{ option: 'The same volume', reason: 'It fills up' }],
    sessionId,
  });
  await use(client, 'decision_record', {
    title: 'Where backups go',
    decision: 'To an object store',
    supersedes: decision.id,
  });
  await use(client, 'note_add', { title: 'Runbook', content: 'Ask the platform team', tags: ['ops'] });
  const ended = await use(client, 'session_end', {
    id: sessionId,
    summary: 'Backups run; the restore is open',
  });
  assert.ok(ended.endedAt);

  const { decisions } = await use(client, 'decision_list', { status: 'superseded' });
  assert.deepEqual(
    decisions.map(({ id }: { id: string }) => id),
    [decision.id],
  );
  assert.equal((await use(client, 'note_list', { tag: 'ops' })).notes[0].content, 'Ask the platform team');
  assert.equal((await use(client, 'session_list', { state: 'ended' })).sessions[0].id, sessionId);

  const built = await use(client, 'context_build', { query: 'backup', maxTokens: 2000 });
  for (const part of [fact, 'Test the restore', 'object store', 'the restore is open', 'platform team']) {
    assert.ok(built.markdown.includes(part), part);
  }
  assert.ok(
    built.items.some(({ kind, id }: { kind: string; id: string }) => kind === 'todo' && id === todo.id),
  );
  assert.deepEqual([built.truncated, built.tokens <= 2000], [false, true]);

  await use(client, 'todo_update', { id: todo.id, status: 'done' });
  assert.deepEqual((await use(client, 'todo_list', { status: 'unfinished' })).todos, []);
  const done = await use(client, 'todo_list', { status: 'done' });
  assert.ok(done.todos[0].closedAt);
});

test('an error, what helped against it, and how often', async (t) => {
  const client = await connect(t, service, { address: 'errors' });
  const type = 'TimeoutError';
  const recorded = await use(client, 'error_record', { type, message: 'connect to 10.0.0.7:3306 timed out' });
  assert.deepEqual([recorded.created, recorded.solutions], [true, []]);
  const again = await use(client, 'error_record', { type, message: 'connect to 10.0.0.9:3306 timed out' });
  assert.deepEqual([again.created, again.error.id, again.error.occurrences], [false, recorded.error.id, 2]);

  const errorId = recorded.error.id;
  const added = await use(client, 'error_solution_update', {
    errorId,
    description: 'Raise the pool size',
    outcome: 'success',
  });
  assert.deepEqual([added.created, added.solution.successes], [true, 1]);
  const judged = await use(client, 'error_solution_update', {
    errorId,
    solutionId: added.solution.id,
    outcome: 'failure',
  });
  assert.deepEqual([judged.created, judged.solution.successRate], [false, 0.5]);
  await assert.rejects(use(client, 'error_solution_update', { errorId }), /description is missing/);
  const { solutions } = await use(client, 'error_solution_get', { errorId });
  assert.deepEqual(
    solutions.map(({ description }: { description: string }) => description),
    ['Raise the pool size'],
  );

  const found = await use(client, 'error_find_similar', {
    type,
    message: 'connect to 192.168.1.1:3306 timed out',
  });
  assert.equal(found.results[0].error.id, errorId);
  assert.equal(found.results[0].solutions[0].description, 'Raise the pool size');
  const stats = await use(client, 'error_stats');
  assert.deepEqual([stats.patterns, stats.occurrences, stats.mostFrequent[0].id], [1, 2, errorId]);
});

describe('what a key may see', () => {
  test('project_list names the projects of the key', async (t) => {
    const all = await connect(t, service);
    await use(all, 'memory_store', { content: 'x', project: 'seen-a' });
    await use(all, 'memory_store', { content: 'x', project: 'seen-b' });
    const bound = await connect(t, service, { project: 'seen-b' });
    const ids = ({ projects }: { projects: { id: string }[] }) => projects.map(({ id }) => id);
    assert.deepEqual(ids(await use(bound, 'project_list')), ['seen-b']);
    const first = await use(all, 'project_list', { limit: 1 });
    const second = await use(all, 'project_list', { limit: 1, cursor: first.nextCursor });
    assert.notDeepEqual(ids(first), ids(second));
  });

  test('no tool reaches into another project', async (t) => {
    const owner = await connect(t, service, { address: 'theirs' });
    const { memory } = await use(owner, 'memory_store', { content: 'secret of theirs' });
    const todo = await use(owner, 'todo_add', { title: 'secret of theirs' });
    const session = await use(owner, 'session_start', { title: 'secret of theirs' });
    const stranger = await connect(t, service, { project: 'ours' });
    for (const [tool, args] of [
      ['memory_get', { id: memory.id }],
      ['memory_update', { id: memory.id, pinned: true }],
      ['memory_promote', { id: memory.id, tier: 'long' }],
      ['memory_delete', { id: memory.id }],
      ['todo_update', { id: todo.id, status: 'done' }],
      ['session_end', { id: session.id }],
    ] as const) {
      await assert.rejects(use(stranger, tool, args), /NOT_FOUND/, tool);
      await assert.rejects(use(stranger, tool, { ...args, project: 'theirs' }), /FORBIDDEN/, tool);
    }
    for (const [tool, args] of [
      ['memory_search', { query: 'secret of theirs' }],
      ['memory_list', {}],
      ['todo_list', {}],
      ['session_list', {}],
      ['context_build', { query: 'secret of theirs' }],
    ] as const) {
      assert.ok(!JSON.stringify(await use(stranger, tool, args)).includes('secret of theirs'), tool);
    }
  });
});

describe('answers stay within what clients take', () => {
  test('long lists go on with a cursor, and nothing is lost', async (t) => {
    const client = await connect(t, service, { address: 'large' });
    const titles = Array.from({ length: 60 }, (_, index) => `todo ${index}`);
    const description = '数据库'.repeat(2000);
    for (const title of titles) await use(client, 'todo_add', { title, description });
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await use(client, 'todo_list', { limit: 100, ...(cursor ? { cursor } : {}) });
      assert.ok(bytesOf(page) <= ANSWER_BYTES);
      assert.ok(page.todos.every((todo: { truncated: boolean }) => todo.truncated));
      seen.push(...page.todos.map(({ title }: { title: string }) => title));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    assert.deepEqual(seen.sort(), titles.sort());
    const one = await use(client, 'todo_list', { limit: 1 });
    assert.deepEqual([one.todos[0].truncated, one.todos[0].description], [false, description]);
  });

  test('a search and a context of long memories', async (t) => {
    const client = await connect(t, service, { address: 'wide' });
    for (let index = 0; index < 6; index += 1) {
      await use(client, 'memory_store', { content: `备份 ${index} ${'数据库'.repeat(8000)}`, pinned: true });
    }
    const found = await use(client, 'memory_search', { query: '备份', mode: 'keyword' });
    assert.ok(bytesOf(found) <= ANSWER_BYTES && found.truncated && found.results.length > 0);
    const built = await use(client, 'context_build', { maxTokens: 10_000 });
    assert.ok(bytesOf(built) <= ANSWER_BYTES && built.items.length > 0);
  });
});
