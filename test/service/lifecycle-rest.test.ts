import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService, startWith } from './support/service.ts';

const service = await startService(
  { after },
  {
    memory: {
      promotion: {
        enabled: true,
        interval_seconds: 1,
        short_min_age_seconds: 0,
        short_min_importance: 0.9,
        short_min_uses: 3,
        mid_min_age_days: 7,
        mid_min_importance: 0.8,
        mid_min_uses: 10,
      },
      links: { enabled: true, interval_seconds: 1, threshold: 0.95 },
      expiry: { interval_seconds: 1 },
    },
  },
);
const key = await createKey(service);
const reader = await createKey(service, { scopes: ['read'] });
const of = (project: string, id = '', rest = '') =>
  `${service.url}/api/v1/projects/${project}/memories${id && `/${id}`}${rest}`;

const store = async (project: string, memory: object) => {
  // Starting two replicas in one process makes it too busy to answer for a moment.
  const { status, body } = await eventually(async () => {
    const answer = await call(of(project), { key, body: memory });
    return answer.status === 503 ? undefined : answer;
  });
  assert.equal(status, 201, JSON.stringify(body));
  return body.memory;
};
const patch = (project: string, id: string, body: object, headers = {}) =>
  call(of(project, id), { key, method: 'PATCH', body, headers });

describe('PATCH', () => {
  test('changes a memory; its ETag guards against a change in between', async () => {
    const { id } = await store('patch', { content: 'patched' });
    const read = await call(of('patch', id), { key });
    const etag = read.headers.get('etag') ?? assert.fail();
    assert.equal(etag, '"1"');
    const changed = await patch('patch', id, { importance: 0.7, tags: ['x'] }, { 'if-match': etag });
    assert.equal(changed.status, 200);
    assert.equal(changed.headers.get('etag'), '"2"');
    assert.deepEqual([changed.body.version, changed.body.importance, changed.body.tags], [2, 0.7, ['x']]);
    for (const attempt of [
      patch('patch', id, { importance: 0.1 }, { 'if-match': etag }),
      patch('patch', id, { importance: 0.1, ifVersion: 1 }),
    ]) {
      const { status, body } = await attempt;
      assert.deepEqual(
        [status, body.error.code, body.error.details],
        [409, 'VERSION_CONFLICT', { version: 2 }],
      );
    }
    assert.equal((await patch('patch', id, { importance: 0.2, ifVersion: 2 })).status, 200);
    assert.equal((await patch('patch', id, { importance: 0.3 }, { 'if-match': '*' })).status, 200);
    const both = await patch('patch', id, { importance: 0, ifVersion: 3 }, { 'if-match': '"4"' });
    assert.deepEqual([both.status, both.body.error.code], [400, 'INVALID_REQUEST']);
  });

  test('names what is wrong with a change, and takes nothing of it', async () => {
    const { id } = await store('wrong', { content: 'stays as it is' });
    const other = await store('wrong', { content: 'somebody else' });
    const wrong: [object, number, string][] = [
      [{}, 400, 'INVALID_REQUEST'],
      [{ tier: 'long' }, 400, 'INVALID_REQUEST'],
      [{ importance: 2, type: 'fact' }, 400, 'INVALID_REQUEST'],
      [{ content: ' ' }, 400, 'INVALID_REQUEST'],
      [{ verifiedAt: 'yesterday' }, 400, 'INVALID_REQUEST'],
      [{ ttlSeconds: 0 }, 400, 'INVALID_REQUEST'],
      [{ content: 'somebody else', type: 'fact' }, 409, 'DUPLICATE_CONTENT'],
    ];
    for (const [body, status, code] of wrong) {
      const answer = await patch('wrong', id, body);
      assert.deepEqual([answer.status, answer.body.error.code], [status, code], JSON.stringify(body));
      if (code === 'DUPLICATE_CONTENT') assert.equal(answer.body.error.details.memoryId, other.id);
    }
    assert.equal((await call(of('wrong', id), { key })).body.version, 1);
    assert.equal((await patch('elsewhere', id, { type: 'fact' })).status, 404);
    const forbidden = await call(of('wrong', id), { key: reader, method: 'PATCH', body: { type: 'fact' } });
    assert.equal(forbidden.status, 403);
  });
});

test('history is told in pages and an earlier version is restored', async () => {
  const { id } = await store('history', { content: 'as it was' });
  await patch('history', id, { content: 'as it became', verifiedAt: '2026-01-01T00:00:00Z' });
  await call(of('history', id, '/promote'), { key, body: { tier: 'long' } });
  const restored = await call(of('history', id, '/restore'), { key, body: { version: 1 } });
  assert.deepEqual([restored.status, restored.body.content, restored.body.tier], [200, 'as it was', 'long']);
  const first = await call(of('history', id, '/history?limit=3'), { key: reader });
  const second = await call(of('history', id, `/history?limit=3&cursor=${first.body.nextCursor}`), { key });
  const versions = [...first.body.versions, ...second.body.versions];
  assert.deepEqual(
    versions.map(({ event, memory }) => [event, memory.version, memory.content]),
    [
      ['restored', 4, 'as it was'],
      ['promoted', 3, 'as it became'],
      ['updated', 2, 'as it became'],
      ['stored', 1, 'as it was'],
    ],
  );
  assert.equal(second.body.nextCursor, null);
  const listed = await call(of('history', '', '?verifiedSince=2025-01-01T00:00:00Z'), { key });
  assert.deepEqual(listed.body.memories, [], 'what is restored was not verified');
  assert.equal((await call(of('history', id, '/restore'), { key, body: { version: 9 } })).status, 404);
  assert.equal((await call(of('history', id, '/history?cursor=x'), { key })).status, 400);
  const lower = await call(of('history', id, '/promote'), { key, body: { tier: 'mid' } });
  assert.deepEqual([lower.status, lower.body.error.code], [409, 'TIER_CONFLICT']);
});

test('the jobs raise, link and remove by themselves, once in two replicas', async (t) => {
  const other = await startWith(t, service.config);
  const rising = await store('jobs', { content: 'too important to lose', tier: 'short', importance: 1 });
  const brief = await store('jobs', { content: 'gone in a second', ttlSeconds: 1 });
  const a = await store('jobs', {
    content: 'The deployment to production failed because the disk was full.',
  });
  const b = await store('jobs', {
    content: 'The deployments to production failed because the disk was full.',
  });
  assert.ok(brief.expiresAt);
  await eventually(async () => {
    const { body } = await call(of('jobs', rising.id), { key });
    return body.tier === 'mid' ? body : undefined;
  }, 20_000);
  const related = await eventually(async () => {
    const { body } = await call(of('jobs', a.id, '/related'), { key: reader });
    return body.related[0];
  }, 20_000);
  assert.equal(related.memory.id, b.id);
  assert.ok(related.similarity >= 0.95);
  assert.equal((await call(of('jobs', brief.id), { key })).status, 404);
  await eventually(async () => {
    const [rows] = await other.app.mysql.query('SELECT 1 FROM long_term_memories WHERE id = ?', [brief.id]);
    return (rows as unknown[]).length === 0 ? true : undefined;
  }, 20_000);
});
