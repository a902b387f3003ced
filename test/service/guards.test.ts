import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });
const memories = `${service.url}/api/v1/projects/p1/memories`;

describe('API keys', () => {
  test('none or a wrong one is 401', async () => {
    for (const key of [undefined, 'sk-unknown.0123456789abcdef', 'nonsense']) {
      const { status, body, headers } = await call(memories, key ? { key } : {});
      assert.equal(status, 401);
      assert.equal(body.error.code, 'UNAUTHENTICATED');
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer/);
    }
  });

  test('a right id with a wrong secret is 401', async () => {
    const key = await createKey(service);
    assert.equal((await call(memories, { key: `${key.slice(0, -1)}_` })).status, 401);
  });

  test('Bearer and X-API-Key both work', async () => {
    const key = await createKey(service);
    assert.equal((await call(memories, { key })).status, 200);
    assert.equal((await call(memories, { headers: { 'x-api-key': key } })).status, 200);
  });

  test('a missing scope is 403 and named', async () => {
    const key = await createKey(service, { scopes: ['read'] });
    const { status, body } = await call(memories, { key, body: { content: 'x' } });
    assert.equal(status, 403);
    assert.match(body.error.message, /write/);
  });

  test('a key of another project is 403', async () => {
    const key = await createKey(service, { project: 'other' });
    assert.equal((await call(memories, { key })).status, 403);
  });

  test('an expired key is 401', async () => {
    const key = await createKey(service, { expiresAt: new Date(Date.now() - 1000) });
    assert.equal((await call(memories, { key })).status, 401);
  });
});

describe('bodies', () => {
  const cases: [string, unknown, string][] = [
    ['an unknown field', { content: 'x', colour: 'red' }, 'colour'],
    ['a wrong type', { content: 5 }, 'content'],
    ['a wrong type inside', { content: 'x', tags: ['a', 7] }, 'tags.1'],
    ['a missing field', {}, 'content'],
    ['a wrong choice', { content: 'x', tier: 'eternal' }, 'tier'],
    ['a number out of bounds', { content: 'x', importance: 2 }, 'importance'],
    ['a text of blanks', { content: '   ' }, 'content'],
  ];
  for (const [name, body, field] of cases) {
    test(`${name} is 400 naming ${field}`, async () => {
      const key = await createKey(service);
      const answer = await call(memories, { key, body });
      assert.equal(answer.status, 400, JSON.stringify(answer.body));
      assert.ok(answer.body.error.details.fields.includes(field), JSON.stringify(answer.body));
      assert.match(answer.body.error.message, new RegExp(field.replace('.', '\\.')));
    });
  }

  test('broken JSON is 400, another type 415, too much 413', async () => {
    const key = await createKey(service);
    assert.equal((await call(memories, { key, body: '{"content":' })).status, 400);
    const xml = await call(memories, { key, body: '<x/>', headers: { 'content-type': 'text/xml' } });
    assert.equal(xml.status, 415);
    const big = await call(memories, { key, body: { content: 'x'.repeat(1_100_000) } });
    assert.equal(big.status, 413);
    assert.equal(big.body.error.code, 'PAYLOAD_TOO_LARGE');
  });

  test('a wrong query or path is 400 naming it', async () => {
    const key = await createKey(service);
    const limit = await call(`${memories}?limit=many`, { key });
    assert.deepEqual([limit.status, limit.body.error.details.fields], [400, ['limit']]);
    assert.equal((await call(`${memories}?colour=red`, { key })).status, 400);
    assert.equal((await call(`${memories}/not-an-id`, { key })).status, 400);
  });
});

test('beyond the limit 429 with Retry-After, per key', async (t) => {
  const limited = await startService(t, { api: { rate_limit: 3 } });
  const url = `${limited.url}/api/v1/projects/p1/memories`;
  const [one, two] = [await createKey(limited), await createKey(limited)];
  let answer = await call(url, { key: one });
  let passed = 0;
  for (; answer.status === 200 && passed < 7; passed++) answer = await call(url, { key: one });
  // Where Redis misses its deadline on a busy machine, the process begins a count of its own.
  assert.ok(passed >= 3 && passed <= 6, `${passed} requests passed`);
  const { status, headers, body } = answer;
  assert.equal(status, 429);
  assert.equal(body.error.code, 'RATE_LIMITED');
  const wait = Number(headers.get('retry-after'));
  assert.ok(wait > 0 && wait <= 60, `Retry-After ${wait}`);
  assert.equal((await call(url, { key: two })).status, 200);
});

test('two replicas count one limit', async (t) => {
  const first = await startService(t, { api: { rate_limit: 4 } });
  const { startWith } = await import('./support/service.ts');
  const second = await startWith(t, first.config);
  for (const { app } of [first, second])
    await eventually(async () => (app.redis.status === 'ready' ? true : undefined));
  const round = async () => {
    const key = await createKey(first);
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) {
      const { url } = i % 2 ? first : second;
      statuses.push((await call(`${url}/api/v1/projects/p1/memories`, { key })).status);
    }
    return statuses;
  };
  // On a busy machine Redis may miss its deadline, and each process counts for itself, as it should:
  // a round in which that happened says nothing about sharing, so another one is asked.
  let statuses = await round();
  for (let again = 0; again < 4 && statuses[5] !== 429; again++) statuses = await round();
  assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429]);
});

describe('the address allow list', () => {
  const allowed_ips = ['10.0.0.0/8', '192.168.0.0/16'];

  test('answers everyone else 403 {"error":"Forbidden"}', async (t) => {
    const closed = await startService(t, { api: { allowed_ips } });
    const { status, body } = await call(`${closed.url}/api/v1/projects`);
    assert.deepEqual([status, body], [403, { error: 'Forbidden' }]);
    assert.equal((await call(`${closed.url}/nowhere`)).status, 403);
    assert.equal((await call(`${closed.url}/ready`)).status, 200);
  });

  test('believes X-Forwarded-For from trusted proxies only', async (t) => {
    const headers = { 'x-forwarded-for': '10.1.2.3' };
    const direct = await startService(t, { api: { allowed_ips } });
    assert.equal((await call(`${direct.url}/health`, { headers })).status, 403);
    const behind = await startService(t, {
      api: { allowed_ips },
      server: { trusted_proxies: ['127.0.0.1'] },
    });
    assert.equal((await call(`${behind.url}/health`, { headers })).status, 200);
    const outside = { 'x-forwarded-for': '8.8.8.8' };
    assert.equal((await call(`${behind.url}/health`, { headers: outside })).status, 403);
  });
});

test('what is no page may not be run or framed, and pages may run their own scripts', async (t) => {
  const site = await startService(t);
  const policyOf = async (path: string) => {
    const { headers } = await call(`${site.url}${path}`);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    return headers.get('content-security-policy') ?? '';
  };
  for (const path of ['/health', '/api/v1/projects', '/mcp', '/admin-is-no-page', '/nowhere']) {
    assert.equal(await policyOf(path), "default-src 'none';frame-ancestors 'none'", path);
  }
  for (const path of ['/admin', '/admin/', '/docs', '/docs?x']) {
    assert.match(await policyOf(path), /script-src 'self'/, path);
  }
});

test('a browser page may call only from a listed origin', async (t) => {
  const site = await startService(t, { api: { cors_origins: ['https://app.example'] } });
  const closed = await startService(t);
  const preflight = (origin: string, { url } = site) =>
    call(`${url}/api/v1/projects`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
  const good = await preflight('https://app.example');
  assert.equal(good.headers.get('access-control-allow-origin'), 'https://app.example');
  const bad = await preflight('https://evil.example');
  assert.equal(bad.headers.get('access-control-allow-origin'), null);
  const unlisted = await preflight('https://app.example', closed);
  assert.equal(unlisted.headers.get('access-control-allow-origin'), null);
});
