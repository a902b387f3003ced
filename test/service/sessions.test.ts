import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { call } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });
const key = await createKey(service);
const at = (path: string) => `${service.url}/api/v1/projects/${path}`;
const post = (path: string, body: object) => call(at(path), { key, body });
const get = (path: string) => call(at(path), { key });
const patch = (path: string, body: object) => call(at(path), { key, method: 'PATCH', body });
const remove = (path: string) => call(at(path), { key, method: 'DELETE' });

/** The ids on all pages of a list. */
async function listed(path: string, field: string, query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { status, body } = await get(`${path}?${query}${cursor && `&cursor=${cursor}`}`);
    assert.equal(status, 200, JSON.stringify(body));
    ids.push(...body[field].map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  return ids;
}

describe('a session', () => {
  test('starts, shows the memories stored in it, ends once and keeps its last summary', async () => {
    const { status, body: session } = await post('work/sessions', {
      title: '修复登录',
      userId: 'ada@lovelace',
    });
    assert.equal(status, 201);
    assert.deepEqual([session.userId, session.endedAt, session.summary], ['ada@lovelace', null, null]);
    const stored = await post('work/memories', { content: 'the login token is cut', sessionId: session.id });
    await post('work/memories', { content: 'of no session' });
    const { body: shown } = await get(`work/sessions/${session.id}/memories`);
    assert.deepEqual(shown.memories, [stored.body.memory]);

    const ended = await post(`work/sessions/${session.id}/end`, { summary: 'found the cause' });
    assert.equal(ended.status, 200);
    const again = await post(`work/sessions/${session.id}/end`, { summary: 'found and fixed' });
    assert.equal(again.body.endedAt, ended.body.endedAt);
    assert.equal((await post(`work/sessions/${session.id}/end`, {})).body.summary, 'found and fixed');
    assert.deepEqual((await get(`work/sessions/${session.id}`)).body, again.body);
  });

  test('is found by user, state and words, and names the key where no user is given', async () => {
    const { body: open } = await post('find/sessions', { title: 'Migrate the database' });
    const { body: closed } = await post('find/sessions', { title: '数据库迁移', userId: 'bob' });
    await post(`find/sessions/${closed.id}/end`, { summary: 'moved to the new server' });
    assert.match(open.userId, /^[0-9a-f]{12}$/);
    const found = (query: string) => listed('find/sessions', 'sessions', query);
    assert.deepEqual(await found(''), [closed.id, open.id]);
    assert.deepEqual(await found('limit=1'), [closed.id, open.id]);
    assert.deepEqual(await found('state=open'), [open.id]);
    assert.deepEqual(await found('state=ended'), [closed.id]);
    assert.deepEqual(await found('userId=bob'), [closed.id]);
    assert.deepEqual(await found(`q=${encodeURIComponent('迁移')}`), [closed.id]);
    assert.deepEqual(await found('q=new%20server'), [closed.id]);
    assert.deepEqual(await found('q=database%20server'), []);
    assert.deepEqual(await found('q=%21%21'), []);
  });

  test('takes a new title and summary, and leaves its memories when it is deleted', async () => {
    const { body: session } = await post('leave/sessions', {});
    const changed = await patch(`leave/sessions/${session.id}`, { title: 'named', summary: 'half done' });
    assert.deepEqual(
      [changed.body.title, changed.body.summary, changed.body.endedAt],
      ['named', 'half done', null],
    );
    assert.equal((await patch(`leave/sessions/${session.id}`, { title: null })).body.title, null);
    await post('leave/memories', { content: 'stays', sessionId: session.id });
    assert.equal((await remove(`leave/sessions/${session.id}`)).status, 204);
    assert.equal((await get(`leave/sessions/${session.id}`)).body.error.code, 'SESSION_NOT_FOUND');
    assert.equal((await get(`leave/sessions/${session.id}/memories`)).status, 404);
    assert.equal((await get(`leave/memories?sessionId=${session.id}`)).body.memories.length, 1);
  });
});

describe('todos', () => {
  test('come by urgency: priority, then when due, then age, on pages of any size', async () => {
    const add = async (todo: object) => (await post('urgent/todos', todo)).body.id;
    const low = await add({ title: 'low', priority: 'low', dueAt: '2026-01-01T00:00:00Z' });
    const undated = await add({ title: 'undated', priority: 'high' });
    const later = await add({ title: 'later', priority: 'high', dueAt: '2027-01-01T00:00:00+08:00' });
    const sooner = await add({ title: 'sooner', priority: 'high', dueAt: '2026-12-31T00:00:00Z' });
    const undated2 = await add({ title: 'undated too', priority: 'high' });
    const critical = await add({ title: 'now', priority: 'critical' });
    const medium = await add({ title: 'some time' });
    const order = [critical, sooner, later, undated, undated2, medium, low];
    for (const limit of [1, 2, 3, 7, 100]) {
      assert.deepEqual(await listed('urgent/todos', 'todos', `sort=urgency&limit=${limit}`), order);
    }
    assert.deepEqual(await listed('urgent/todos', 'todos', 'limit=2'), [
      medium,
      critical,
      undated2,
      sooner,
      later,
      undated,
      low,
    ]);
    const due = await listed('urgent/todos', 'todos', 'dueBefore=2026-12-31T12:00:00Z');
    assert.deepEqual(due, [sooner, low]);
  });

  test('change field by field; done says when, reopened forgets it', async () => {
    const { body: todo } = await post('change/todos', {
      title: 'Fix it',
      tags: ['api'],
      description: 'soon',
    });
    assert.deepEqual([todo.status, todo.priority, todo.closedAt], ['open', 'medium', null]);
    const done = await patch(`change/todos/${todo.id}`, { status: 'done' });
    assert.ok(done.body.closedAt);
    const other = await patch(`change/todos/${todo.id}`, { priority: 'high' });
    assert.equal(other.body.closedAt, done.body.closedAt);
    assert.deepEqual(other.body.tags, ['api']);
    const open = await patch(`change/todos/${todo.id}`, { status: 'in_progress', description: null });
    assert.deepEqual([open.body.closedAt, open.body.description, open.body.title], [null, null, 'Fix it']);
    assert.deepEqual(await listed('change/todos', 'todos', 'status=unfinished&tag=api'), [todo.id]);
    assert.deepEqual(await listed('change/todos', 'todos', 'status=open'), []);
    assert.deepEqual(await listed('change/todos', 'todos', 'q=fix'), [todo.id]);
    await patch(`change/todos/${todo.id}`, { title: 'Mend' });
    assert.deepEqual(await listed('change/todos', 'todos', 'q=fix'), []);
  });

  test('keep every one of many changes at once', async () => {
    const { body: todo } = await post('race/todos', { title: 'x' });
    const changes = [{ priority: 'critical' }, { tags: ['a'] }, { description: 'd' }, { status: 'blocked' }];
    await Promise.all(changes.map((change) => patch(`race/todos/${todo.id}`, change)));
    const { body } = await get(`race/todos/${todo.id}`);
    assert.deepEqual(body, { ...todo, ...Object.assign({}, ...changes), updatedAt: body.updatedAt });
  });

  test('that cannot be are refused with the field named', async () => {
    for (const [body, field] of [
      [{ title: ' ' }, 'title'],
      [{ title: 'x', dueAt: '2026-12-31T23:59:60Z' }, 'dueAt'],
      [{ title: 'x', dueAt: '0001-01-01T00:00:00Z' }, 'dueAt'],
      [{ title: 'a\ud800b' }, 'title'],
      [{ title: 'x', due: 'tomorrow' }, 'due'],
      [{ title: 'x', status: 'later' }, 'status'],
    ] as const) {
      const { status, body: answer } = await post('refused/todos', body);
      assert.equal(status, 400);
      assert.match(answer.error.message, new RegExp(`^${field}\\b`), answer.error.message);
    }
    assert.deepEqual(await listed('refused/todos', 'todos', ''), []);
    for (const cursor of ['x', 'WzksbnVsbCwiIl0', 'bnVsbA']) {
      const { body } = await get(`refused/todos?sort=urgency&cursor=${cursor}`);
      assert.equal(body.error.code, 'INVALID_CURSOR');
    }
  });
});

describe('decisions', () => {
  const record = async (decision: object) => (await post('adr/decisions', decision)).body;
  const status = async (id: string) => {
    const { body } = await get(`adr/decisions/${id}`);
    return [body.status, body.supersedes, body.supersededBy];
  };

  test('supersede each other, and close the gap when one of them is deleted', async () => {
    const first = await record({
      title: 'Database',
      decision: 'Use SQLite',
      rationale: 'It is small',
      alternatives: [{ option: 'PostgreSQL', reason: 'needs a server' }, { option: 'MySQL' }],
    });
    const second = await record({ title: 'Database', decision: 'Use MySQL', supersedes: first.id });
    const third = await record({ title: 'Database', decision: 'Use TiDB', supersedes: second.id });
    assert.deepEqual(await status(first.id), ['superseded', null, second.id]);
    assert.deepEqual(await status(second.id), ['superseded', first.id, third.id]);

    const taken = await post('adr/decisions', { title: 'x', decision: 'y', supersedes: first.id });
    assert.deepEqual([taken.status, taken.body.error.details.supersededBy], [409, second.id]);
    assert.equal((await patch(`adr/decisions/${first.id}`, { status: 'accepted' })).status, 409);
    assert.equal((await patch(`adr/decisions/${first.id}`, { rationale: 'It was small' })).status, 200);

    await remove(`adr/decisions/${second.id}`);
    assert.deepEqual(await status(first.id), ['superseded', null, third.id]);
    assert.deepEqual(await status(third.id), ['accepted', first.id, null]);
    await remove(`adr/decisions/${third.id}`);
    assert.deepEqual(await status(first.id), ['accepted', null, null]);
  });

  test('are superseded once, also when ten try at the same time', async () => {
    const old = await record({ title: 'Old', decision: 'this' });
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        post('adr/decisions', { title: `New ${i}`, decision: 'that', supersedes: old.id }),
      ),
    );
    const recorded = tries.filter((answer) => answer.status === 201);
    assert.equal(recorded.length, 1);
    assert.ok(tries.every((answer) => answer.status === 201 || answer.status === 409));
    assert.deepEqual(await status(old.id), ['superseded', null, recorded[0]?.body.id]);
    assert.equal((await listed('adr/decisions', 'decisions', 'q=new')).length, 1);
  });

  test('of another project cannot be superseded', async () => {
    const { body: theirs } = await post('theirs/decisions', { title: 'Theirs', decision: 'x' });
    const { status, body } = await post('adr/decisions', {
      title: 'y',
      decision: 'z',
      supersedes: theirs.id,
    });
    assert.deepEqual([status, body.error.code], [404, 'DECISION_NOT_FOUND']);
    assert.match(body.error.message, new RegExp(`supersedes.*${theirs.id}`));
  });

  test('are found by the words of their rationale and alternatives', async () => {
    const { body } = await post('words/decisions', {
      title: '消息队列',
      decision: 'Kafka',
      rationale: '吞吐量高',
      alternatives: [{ option: 'RabbitMQ' }],
      status: 'proposed',
    });
    for (const q of ['rabbitmq', '吞吐', '队列', 'kafka']) {
      assert.deepEqual(
        await listed('words/decisions', 'decisions', `q=${encodeURIComponent(q)}`),
        [body.id],
        q,
      );
    }
    assert.deepEqual(await listed('words/decisions', 'decisions', 'status=accepted'), []);
  });
});

test('notes keep their text verbatim, are pinned, found and deleted', async () => {
  const content = '  \r\n# 标题\n\t数据库 \u0000 👩‍👩‍👧 ';
  const { body: note } = await post('n/notes', { content, pinned: true, tags: ['ü'] });
  assert.equal(note.content, content);
  assert.deepEqual((await get(`n/notes/${note.id}`)).body, note);
  const { body: other } = await post('n/notes', { content: 'plain', title: 'Other' });
  assert.deepEqual(await listed('n/notes', 'notes', 'pinned=true'), [note.id]);
  assert.deepEqual(await listed('n/notes', 'notes', 'pinned=false'), [other.id]);
  assert.deepEqual(await listed('n/notes', 'notes', `tag=${encodeURIComponent('ü')}`), [note.id]);
  assert.deepEqual(await listed('n/notes', 'notes', `q=${encodeURIComponent('标题')}`), [note.id]);
  const long = '长'.repeat(65_536);
  assert.equal((await patch(`n/notes/${other.id}`, { content: long })).body.content, long);
  assert.equal((await patch(`n/notes/${other.id}`, {})).status, 400);
  assert.equal((await remove(`n/notes/${note.id}`)).status, 204);
  assert.equal((await remove(`n/notes/${note.id}`)).body.error.code, 'NOTE_NOT_FOUND');
  assert.deepEqual(await listed('n/notes', 'notes', `q=${encodeURIComponent('标题')}`), []);
});

test('nothing of a project shows or changes through another', async () => {
  const bodies = {
    todos: { title: 'mine' },
    decisions: { title: 'mine', decision: 'x' },
    notes: { content: 'mine' },
    sessions: { title: 'mine' },
  };
  const bound = await createKey(service, { project: 'yours' });
  for (const [kind, body] of Object.entries(bodies)) {
    const { body: mine } = await post(`mine/${kind}`, body);
    for (const project of ['yours', 'Mine', 'mine2']) {
      const path = `${project}/${kind}/${mine.id}`;
      assert.equal((await get(path)).status, 404);
      assert.equal((await patch(path, { title: 'theirs' })).status, 404);
      assert.equal((await remove(path)).status, 404);
      for (const query of ['', 'q=mine'])
        assert.deepEqual(await listed(`${project}/${kind}`, kind, query), []);
    }
    assert.equal((await call(at(`mine/${kind}/${mine.id}`), { key: bound })).status, 403);
    assert.deepEqual((await get(`mine/${kind}/${mine.id}`)).body, mine);
  }
});

test('a key that may only read changes nothing', async () => {
  const reader = await createKey(service, { scopes: ['read'] });
  for (const kind of ['todos', 'decisions', 'notes', 'sessions']) {
    assert.equal((await call(at(`p/${kind}`), { key: reader, body: {} })).status, 403);
    assert.equal((await call(at(`p/${kind}`), { key: reader })).status, 200);
  }
});
