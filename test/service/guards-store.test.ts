import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { countUsage } from '../../service/src/guards/usage.ts';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService, startWith } from './support/service.ts';

const SECRET = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');

const quota = { memories: 5, bytes: 1000 };
const service = await startService({ after }, { memory: { quota } as never });
const key = await createKey(service);
const of = (project: string) => `${service.url}/api/v1/projects/${project}/memories`;

describe('credentials', () => {
  test('are refused on store and update, in whatever tier and field, and nothing of them is kept', async () => {
    const url = of('p');
    for (const tier of ['short', 'mid', 'long']) {
      const { status, body } = await call(url, { key, body: { content: `use ${SECRET} there`, tier } });
      assert.deepEqual([status, body.error.code], [422, 'CREDENTIAL_REFUSED']);
      assert.deepEqual(body.error.details.findings, [{ field: 'content', kind: 'github_token', offset: 4 }]);
      assert.ok(!JSON.stringify(body).includes(SECRET.slice(4)));
    }
    assert.equal((await call(url, { key, body: { content: 'x', tags: [SECRET] } })).status, 422);
    assert.equal(
      (await call(url, { key, body: { content: 'x', source: `password = ${SECRET}` } })).status,
      422,
    );

    const stored = await call(url, { key, body: { content: 'fine' } });
    const one = `${url}/${stored.body.memory.id}`;
    const patched = await call(one, { key, method: 'PATCH', body: { content: `now ${SECRET}` } });
    assert.deepEqual([patched.status, patched.body.error.code], [422, 'CREDENTIAL_REFUSED']);
    assert.equal((await call(one, { key })).body.content, 'fine');
    assert.equal((await call(url, { key })).body.memories.length, 1);
    // An API key of the service itself is one, too.
    assert.equal((await call(url, { key, body: { content: `my key is ${key}` } })).status, 422);
  });

  test('are masked where the configuration says so', async (t) => {
    const memory = { ...service.config.memory, credentials: 'mask' } as const;
    const masking = await startWith(t, { ...service.config, memory });
    const url = `${masking.url}/api/v1/projects/masked/memories`;
    const { status, body } = await call(url, { key, body: { content: `use ${SECRET} there` } });
    assert.deepEqual([status, body.memory.content], [201, 'use [masked:github_token] there']);
  });
});

describe('quotas', () => {
  const store = (project: string, content: string, tier = 'mid') =>
    call(of(project), { key, body: { content, tier } });

  test('a full project refuses with the figures; what it has already, and the short tier, still answer', async () => {
    for (let i = 0; i < quota.memories; i++) assert.equal((await store('full', `text ${i}`)).status, 201);
    const { status, body } = await store('full', 'one more');
    assert.deepEqual([status, body.error.code], [409, 'QUOTA_EXCEEDED']);
    assert.deepEqual(body.error.details, { quota: 'memories', limit: 5, used: 5, asked: 1 });
    assert.equal((await store('full', 'text 0')).status, 200);
    assert.equal((await store('full', 'for now', 'short')).status, 201);
    assert.equal((await store('other', 'one more')).status, 201);
  });

  test('bytes count as UTF-8, also when a text grows', async () => {
    const stored = await store('bytes', '记'.repeat(300));
    assert.equal(stored.status, 201);
    const { status, body } = await store('bytes', '忆'.repeat(34));
    assert.deepEqual(
      [status, body.error.details],
      [409, { quota: 'bytes', limit: 1000, used: 900, asked: 102 }],
    );
    const one = `${of('bytes')}/${stored.body.memory.id}`;
    const longer = await call(one, { key, method: 'PATCH', body: { content: '记'.repeat(334) } });
    assert.equal(longer.status, 409);
    assert.equal(
      (await call(one, { key, method: 'PATCH', body: { content: '记'.repeat(330) } })).status,
      200,
    );
  });

  test('room made by a deletion is found within seconds', async () => {
    const ids: string[] = [];
    for (let i = 0; i < quota.memories; i++) ids.push((await store('room', `text ${i}`)).body.memory.id);
    assert.equal((await store('room', 'later')).status, 409);
    await call(`${of('room')}/${ids[0]}`, { key, method: 'DELETE' });
    await eventually(async () => ((await store('room', 'later')).status === 201 ? true : undefined), 5000);
  });

  test('stores at the same time in two replicas pass the bound by no more than the other one holds', async (t) => {
    const second = await startWith(t, service.config);
    const urls = [of('busy'), `${second.url}/api/v1/projects/busy/memories`];
    await Promise.all(urls.map((url) => call(url, { key, body: { content: `first of ${url}` } })));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        call(urls[i % 2] as string, { key, body: { content: `text ${i}` } }),
      ),
    );
    const stored = answers.filter(({ status }) => status === 201).length;
    assert.ok(answers.every(({ status }) => status === 201 || status === 409));
    const { memories } = await countUsage(service.app.mysql, 'busy', quota);
    assert.equal(memories, stored + 2);
    assert.ok(memories >= quota.memories && memories <= 2 * quota.memories, `${memories} memories`);
  });
});
