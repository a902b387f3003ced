import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });
const key = await createKey(service);
const of = (project: string) => `${service.url}/api/v1/projects/${project}/memories`;

const store = (project: string, body: object, headers: Record<string, string> = {}) =>
  call(of(project), { key, body, headers });
const search = (project: string, body: object) => call(`${of(project)}/search`, { key, body });

describe('a memory', () => {
  test('is stored, read, found and deleted', async () => {
    const content = 'The invoice printer on floor two jams when the paper is damp';
    const stored = await store('office', { content, tags: ['printer'], type: 'fact', importance: 0.8 });
    assert.equal(stored.status, 201);
    const { id } = stored.body.memory;
    assert.equal((await store('office', { content })).status, 200, 'the same text is one memory');

    const read = await call(`${of('office')}/${id}`, { key });
    assert.deepEqual(read.body, stored.body.memory);
    assert.equal(read.body.content, content);

    const found = await eventually(async () => {
      const { body } = await search('office', { query: 'humid sheets block the machine', mode: 'vector' });
      return body.results[0];
    });
    assert.equal(found.memory.id, id);

    assert.equal((await call(`${of('office')}/${id}`, { key, method: 'DELETE' })).status, 204);
    assert.equal((await call(`${of('office')}/${id}`, { key })).status, 404);
    assert.equal((await call(`${of('office')}/${id}`, { key, method: 'DELETE' })).status, 404);
    assert.deepEqual((await search('office', { query: 'printer' })).body.results, []);
  });

  test('in Chinese is found by a two-character word', async () => {
    const { body } = await store('zh', { content: '昨天我们把数据库迁移到了新的服务器' });
    await store('zh', { content: '今天天气很好' });
    const found = await search('zh', { query: '迁移', mode: 'keyword' });
    assert.deepEqual(
      found.body.results.map((hit: { memory: { id: string } }) => hit.memory.id),
      [body.memory.id],
    );
  });

  test('of another project is not there', async () => {
    const { body } = await store('one', { content: 'only in project one' });
    assert.equal((await call(`${of('two')}/${body.memory.id}`, { key })).status, 404);
    assert.deepEqual((await search('two', { query: 'only in project one' })).body.results, []);
  });

  test('in the short tier expires and says when', async () => {
    const { status, body } = await store('short', { content: 'for now', tier: 'short', ttlSeconds: 60 });
    assert.equal(status, 201);
    const left = Date.parse(body.memory.expiresAt) - Date.now();
    assert.ok(left > 50_000 && left <= 60_000);
  });
});

test('the same Idempotency-Key gives the same answer, with another body 409', async () => {
  const headers = { 'idempotency-key': 'order-1' };
  const first = await store('keys', { content: 'once' }, headers);
  const again = await store('keys', { content: 'once' }, headers);
  assert.deepEqual([first.status, again.status], [201, 201]);
  assert.deepEqual(again.body, first.body);
  const other = await store('keys', { content: 'twice' }, headers);
  assert.deepEqual([other.status, other.body.error.code], [409, 'IDEMPOTENCY_KEY_REUSED']);
});

test('a list comes in pages, newest first', async () => {
  for (const content of ['a', 'b', 'c', 'd', 'e']) await store('pages', { content });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await call(`${of('pages')}?limit=2${cursor && `&cursor=${cursor}`}`, { key });
    seen.push(...body.memories.map((memory: { content: string }) => memory.content));
    cursor = body.nextCursor;
  }
  assert.deepEqual(seen, ['e', 'd', 'c', 'b', 'a']);
  const wrong = await call(`${of('pages')}?cursor=nonsense`, { key });
  assert.deepEqual([wrong.status, wrong.body.error.code], [400, 'INVALID_CURSOR']);
});

describe('projects', () => {
  test('are listed in pages, a bound key sees its own', async () => {
    for (const project of ['p-a', 'p-b', 'p-c']) await store(project, { content: 'x' });
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url = `${service.url}/api/v1/projects?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await call(url, { key });
      names.push(...body.projects.map((project: { id: string }) => project.id));
      cursor = body.nextCursor;
    }
    assert.deepEqual(names, [...names].sort());
    for (const project of ['p-a', 'p-b', 'p-c']) assert.ok(names.includes(project));
    const bound = await createKey(service, { project: 'p-b' });
    const { body } = await call(`${service.url}/api/v1/projects`, { key: bound });
    assert.deepEqual(
      body.projects.map((project: { id: string }) => project.id),
      ['p-b'],
    );
  });

  test('with a name that cannot be one are 400', async () => {
    assert.equal((await call(of('no%20spaces'), { key })).status, 400);
    assert.equal((await call(of('..%2Fetc'), { key })).status, 400);
  });
});
