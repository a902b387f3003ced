import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });
const key = await createKey(service);
const at = (path: string) => `${service.url}/api/v1/projects/${path}`;
const post = (path: string, body: object) => call(at(path), { key, body });
const get = (path: string) => call(at(path), { key });

/** Assembled, so that scanners of this repository find no key in it. */
const SECRET = ['ghp', 'x7Kq2mPz9RtV4wYb8NcLd3FhJ6sGa1Ue5TiO'].join('_');

describe('errors over HTTP', () => {
  test('are recorded, found, solved, counted and deleted', async () => {
    const first = await post('shop/errors', {
      message: 'TypeError: price of item 12 is undefined',
      tags: ['web'],
    });
    assert.deepEqual([first.status, first.body.created, first.body.error.type], [201, true, 'TypeError']);
    const { id } = first.body.error;
    const added = await post(`shop/errors/${id}/solutions`, { description: 'Load the price list first' });
    assert.equal(added.status, 201);
    const same = await post(`shop/errors/${id}/solutions`, { description: 'Load the price list first' });
    assert.deepEqual([same.status, same.body.solution], [200, added.body.solution]);
    const path = `shop/errors/${id}/solutions/${added.body.solution.id}`;
    const told = await call(at(path), { key, method: 'PATCH', body: { outcome: 'success' } });
    assert.deepEqual([told.body.successes, told.body.successRate], [1, 1]);

    const again = await post('shop/errors', { message: 'TypeError: price of item 99 is undefined' });
    assert.deepEqual([again.status, again.body.error.occurrences], [200, 2]);
    assert.deepEqual(again.body.solutions, [told.body]);
    assert.deepEqual((await get(`shop/errors/${id}`)).body, again.body.error);
    assert.deepEqual((await get(`shop/errors/${id}/solutions`)).body.solutions, [told.body]);
    const found = await eventually(async () => {
      const { body } = await post('shop/errors/search', { message: 'The price of item 7 is undefined' });
      return body.degraded ? undefined : body.results[0];
    });
    assert.deepEqual([found.error.id, found.match], [id, 'vector']);
    const { body: stats } = await get('shop/errors/stats?days=1');
    assert.deepEqual([stats.patterns, stats.occurrences, stats.solved], [1, 2, 1]);
    assert.equal((await get('shop/errors?solved=true&tag=web')).body.errors.length, 1);

    assert.equal((await call(at(path), { key, method: 'DELETE' })).status, 204);
    assert.equal((await call(at(`shop/errors/${id}`), { key, method: 'DELETE' })).status, 204);
    assert.equal((await get(`shop/errors/${id}`)).body.error.code, 'ERROR_NOT_FOUND');
  });

  test('with nothing to say are refused', async () => {
    for (const body of [{}, { message: ' ' }, { message: 'x', type: '\n' }, { message: 'x', level: 3 }]) {
      assert.equal((await post('shop/errors', body)).status, 400);
    }
    assert.equal((await post('shop/errors/search', { message: 'x', threshold: 2 })).status, 400);
  });
});

test('a credential is refused in every text, and nothing of it is kept', async () => {
  const { body: session } = await post('safe/sessions', {});
  const { body: error } = await post('safe/errors', { message: 'x' });
  const texts = {
    todos: { title: 'x', description: SECRET },
    decisions: { title: 'x', decision: 'y', alternatives: [{ option: 'z', reason: SECRET }] },
    notes: { content: `use ${SECRET}` },
    sessions: { title: SECRET },
    [`sessions/${session.id}/end`]: { summary: SECRET },
    errors: { message: 'x', stack: `at ${SECRET}` },
    [`errors/${error.error.id}/solutions`]: { description: SECRET },
  };
  for (const [path, body] of Object.entries(texts)) {
    const { status, body: answer } = await post(`safe/${path}`, body);
    assert.deepEqual([status, answer.error?.code], [422, 'CREDENTIAL_REFUSED'], path);
    assert.ok(!JSON.stringify(answer).includes(SECRET));
  }
  const { body: note } = await post('safe/notes', { content: 'plain' });
  const changed = await call(at(`safe/notes/${note.id}`), {
    key,
    method: 'PATCH',
    body: { content: SECRET },
  });
  assert.equal(changed.status, 422);
  assert.deepEqual((await get(`safe/notes/${note.id}`)).body, note);
  assert.deepEqual((await get('safe/todos')).body.todos, []);
});

test('deletes are in the audit log, by whom and of what', async () => {
  const { body: note } = await post('watched/notes', { content: 'x' });
  await call(at(`watched/notes/${note.id}`), { key, method: 'DELETE' });
  const entry = await eventually(async () => {
    const { body } = await call(`${service.url}/api/v1/admin/audit?project=watched`, { key });
    return body.entries[0];
  });
  assert.deepEqual([entry.action, entry.target], ['note.delete', note.id]);
});

test('context is assembled for a reader and never longer than asked for', async () => {
  const reader = await createKey(service, { scopes: ['read'], project: 'brief' });
  await post('brief/todos', { title: 'Call the supplier', priority: 'high' });
  await post('brief/notes', { content: '供应商的电话在通讯录里' });
  const { status, body } = await call(at('brief/context'), {
    key: reader,
    body: { query: '供应商', maxTokens: 300 },
  });
  assert.equal(status, 200);
  assert.deepEqual(body.items.map((item: { kind: string }) => item.kind).toSorted(), ['note', 'todo']);
  assert.ok(body.tokens <= 300);
  for (const wrong of [{ maxTokens: 10 }, { sections: ['all'] }, { sections: [] }, { query: '' }]) {
    assert.equal((await post('brief/context', wrong)).status, 400);
  }
});
