import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, drained } from './support/core.ts';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

test('administrators see what the vectors are made of, compare them, rebuild them, and retry what was given up', async (t) => {
  const service = await startService(t, { milvus: { verify_interval_seconds: 0 } });
  const { app } = service;
  const key = await createKey(service);
  const admin = `${service.url}/api/v1/admin`;
  const { memory } = await app.memories.store('p', { content: 'a text that has a vector' });
  await drained(app.mysql);
  const ended = (id: string) =>
    eventually(async () => {
      const { body } = await call(`${admin}/jobs/${id}`, { key });
      return body.state === 'running' ? undefined : body;
    }, 30_000);

  const before = await call(`${admin}/vectors`, { key });
  assert.equal(before.status, 200);
  assert.equal(before.body.model.kind, 'semantic');
  assert.equal(before.body.matches, true);
  assert.equal(before.body.collections[0].generation, 1);

  await app.vectors.remove('mid', [memory.id]);
  const verified = await call(`${admin}/vectors/verify`, { key, body: { repair: true } });
  assert.equal(verified.status, 202);
  assert.equal((await ended(verified.body.id)).result.missing, 1);
  await drained(app.mysql);

  const rebuilt = await call(`${admin}/vectors/rebuild`, { key, body: { collections: ['mid'] } });
  assert.equal(rebuilt.status, 202);
  const again = await call(`${admin}/vectors/rebuild`, { key, body: {} });
  assert.deepEqual([again.status, again.body.id], [200, rebuilt.body.id]);
  assert.equal((await ended(rebuilt.body.id)).state, 'finished');
  assert.equal((await call(`${admin}/vectors`, { key })).body.collections[0].generation, 2);

  await app.mysql.query(
    `INSERT INTO outbox (kind, entity_id, project_id, sweep, state, attempts, last_error)
     VALUES ('memory', ?, 'p', TRUE, 'dead', 5, 'bad text'),
       ('memory', '00000000-0000-7000-8000-000000000000', 'p', TRUE, 'dead', 5, 'bad text')`,
    [memory.id],
  );
  const first = await call(`${admin}/outbox?state=dead&limit=1`, { key });
  assert.equal(first.body.entries[0].error, 'bad text');
  const second = await call(`${admin}/outbox?state=dead&limit=1&cursor=${first.body.nextCursor}`, { key });
  assert.deepEqual([second.body.entries[0].id, second.body.nextCursor], [memory.id, null]);
  assert.equal((await call(`${admin}/outbox?cursor=nonsense`, { key })).body.error.code, 'INVALID_CURSOR');
  const one = await call(`${admin}/outbox/retry`, { key, body: { ids: [memory.id] } });
  assert.equal(one.body.retried, 1);
  assert.equal((await call(`${admin}/outbox/retry`, { key, body: {} })).body.retried, 1);
  await drained(app.mysql);
  assert.equal(await count(app.mysql, 'outbox'), 0);

  const reader = await createKey(service, { scopes: ['read', 'write'] });
  for (const path of ['vectors', 'outbox']) {
    assert.equal((await call(`${admin}/${path}`, { key: reader })).status, 403);
  }
});
