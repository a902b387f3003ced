import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { RowDataPacket } from 'mysql2/promise';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService } from './support/service.ts';

const scope = lastInFirstOut({ after });
const service = await startService(scope);
const { url, app } = service;
const admin = `${url}/api/v1/admin`;
const key = await createKey(service);

describe('stats', () => {
  test('are the figures of /metrics', async () => {
    for (let i = 0; i < 3; i++) await call(`${url}/api/v1/projects`, { key });
    await call(`${url}/nowhere`, { key });
    const { status, body } = await call(`${admin}/stats`, { key });
    assert.equal(status, 200, JSON.stringify(body));
    const { body: text } = await call(`${service.metricsUrl}/metrics`);
    const series = (name: string) =>
      Number(
        text
          .split('\n')
          .find((line: string) => line.startsWith(name))
          ?.split(' ')
          .at(-1),
      );
    assert.equal(
      body.requests.byStatus['404'],
      series('http_requests_total{method="GET",route="unmatched",status="404"}'),
    );
    assert.equal(body.figures.mcp_outbox_pending, series('mcp_outbox_pending'));
    assert.equal(body.figures.mcp_mysql_up, 1);
    assert.equal(body.figures.mcp_milvus_up, 1);
    assert.ok(body.requests.total >= 4 && body.requests.errorRatio === 0);
    assert.ok(body.requests.seconds.p50 > 0 && body.requests.seconds.p99 >= body.requests.seconds.p50);
    assert.ok(body.process.residentBytes > 10_000_000);
  });

  test('tell of the steps, the vector search and the embeddings', async () => {
    const memories = `${url}/api/v1/projects/p1/memories`;
    await call(memories, { key, body: { content: 'the backup runs at two in the morning' } });
    // The first search connects to Milvus and to the embeddings, for which a busy machine may need longer.
    await eventually(async () => {
      const { body } = await call(`${memories}/search`, { key, body: { query: 'when does the backup run' } });
      return body.degraded ? undefined : true;
    });
    const { body } = await call(`${admin}/stats`, { key });
    for (const step of ['store', 'search', 'embedding', 'vector_search']) {
      assert.ok(body.steps[step].ok >= 1, step);
      assert.ok(body.steps[step].seconds.p95 > 0, step);
    }
  });
});

describe('the audit log', () => {
  const entries = async (query = '') => (await call(`${admin}/audit${query}`, { key })).body.entries;

  test('says who did what to which key, from where, and holds no secret', async () => {
    const made = await call(`${admin}/keys`, {
      key,
      body: { name: 'audited', scopes: ['read'], project: 'p7' },
    });
    const { id } = made.body.apiKey;
    await call(`${admin}/keys/${id}/rotate`, { key, body: { overlapSeconds: 60 } });
    await call(`${admin}/keys/${id}`, { key, method: 'DELETE' });
    const own = key.slice(3, key.indexOf('.'));
    const found = (await entries(`?keyId=${own}`)).filter(({ target }: { target: string }) => target === id);
    assert.deepEqual(
      found.map(({ action }: { action: string }) => action),
      ['key.revoke', 'key.rotate', 'key.create'],
    );
    assert.deepEqual([found[0].address, found[2].project], ['127.0.0.1', 'p7']);
    assert.ok(!JSON.stringify(found).includes(made.body.key.split('.')[1]));
    const byProject = await entries('?project=p7&action=key.create');
    assert.deepEqual(
      byProject.map(({ target }: { target: string }) => target),
      [id],
    );
  });

  test('a change and its entry stand or fall together', async () => {
    const { id } = await app.keys.create({ name: 'x', scopes: ['read'] });
    await app.mysql.query('ALTER TABLE audit_log RENAME TO audit_log_away');
    try {
      const answer = await call(`${admin}/keys/${id}`, { key, method: 'DELETE' });
      assert.ok(answer.status >= 500);
      assert.equal((await app.keys.find(id))?.revokedAt, null);
      const profile = await call(`${admin}/profile`, { key, body: { kind: 'cpu' } });
      assert.equal(profile.status, 503, 'what cannot be audited is not done');
    } finally {
      await app.mysql.query('ALTER TABLE audit_log_away RENAME TO audit_log');
    }
  });

  test('a deleted memory is noted after the fact, without its text, and never holds the request up', async () => {
    const memories = `${url}/api/v1/projects/p1/memories`;
    const stored = await call(memories, { key, body: { content: 'to be deleted soon' } });
    const { id } = stored.body.memory;
    const lock = await app.mysql.getConnection();
    await lock.query('LOCK TABLES audit_log WRITE');
    assert.equal((await call(`${memories}/${id}`, { key, method: 'DELETE' })).status, 204);
    await lock.query('UNLOCK TABLES');
    lock.release();
    const found = await eventually(async () => (await entries('?action=memory.delete'))[0]);
    assert.deepEqual([found.target, found.project, found.detail], [id, 'p1', null]);
    assert.equal((await call(`${memories}/${id}`, { key, method: 'DELETE' })).status, 404);
    assert.equal((await entries('?action=memory.delete')).length, 1, 'what was not done is not noted');
  });

  test('pages hold every entry once, newest first', async () => {
    const seen: number[] = [];
    let cursor = '';
    do {
      const { body } = await call(`${admin}/audit?limit=3${cursor && `&cursor=${cursor}`}`, { key });
      seen.push(...body.entries.map(({ id }: { id: number }) => id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    const [rows] = await app.mysql.query<RowDataPacket[]>('SELECT id FROM audit_log ORDER BY id DESC');
    assert.deepEqual(
      seen,
      rows.map(({ id }) => id),
    );
    assert.equal((await call(`${admin}/audit?cursor=bm9uZQ`, { key })).body.error.code, 'INVALID_CURSOR');
    assert.equal((await call(`${admin}/audit?since=2026-02-30T23:59:60Z`, { key })).status, 400);
  });

  test('entries that wait for MySQL are bounded and written in order once it is back', async () => {
    await app.mysql.query('ALTER TABLE audit_log RENAME TO audit_log_away');
    const by = { keyId: null, address: null };
    for (let i = 0; i < 10_050; i++) app.audit.add({ by, action: 'test.flood', target: String(i) });
    assert.ok(app.audit.dropped() >= 50);
    await app.mysql.query('ALTER TABLE audit_log_away RENAME TO audit_log');
    const count = async () => {
      const sql =
        "SELECT COUNT(*) AS n, MAX(CAST(target AS UNSIGNED)) AS top FROM audit_log WHERE action = 'test.flood'";
      return (await app.mysql.query<RowDataPacket[]>(sql))[0][0];
    };
    const written = await eventually(async () => ((await count())?.n >= 10_000 ? count() : undefined));
    assert.deepEqual([written?.n, written?.top], [10_000, 9999]);
  });
});
