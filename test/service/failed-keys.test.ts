import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService, startWith } from './support/service.ts';
import { connect } from './support/socket.ts';

const scope = lastInFirstOut({ after });
const one = await startService(scope, {
  api: { rate_limit: 0, failed_key_limit: 5 },
  server: { trusted_proxies: ['127.0.0.1'] },
});
const two = await startWith(scope, one.config);

const ask = ({ url }: typeof one, key: string, address: string) =>
  call(`${url}/api/v1/projects`, { key, headers: { 'x-forwarded-for': address } });
const wrong = (n: number) => `sk-nobody${n}.0123456789abcdef0123456789abcdef`;

test('after too many wrong keys an address is refused unseen, on each replica; others are not', async () => {
  const known = await createKey(one);
  assert.equal((await ask(one, known, '198.51.100.7')).status, 200);
  for (let n = 0; n < 5; n++) assert.equal((await ask(one, wrong(n), '198.51.100.7')).status, 401);
  const refused = await eventually(async () => {
    const answer = await ask(one, wrong(9), '198.51.100.7');
    return answer.status === 429 ? answer : undefined;
  });
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait > 0 && wait <= 60, String(wait));
  assert.equal(refused.body.error.code, 'RATE_LIMITED');

  assert.equal((await ask(one, await createKey(one), '198.51.100.7')).status, 429, 'a key never seen here');
  assert.equal((await ask(one, known, '198.51.100.7')).status, 200, 'a key that worked here');
  assert.equal((await ask(one, wrong(9), '198.51.100.8')).status, 401, 'another address');
  await eventually(async () =>
    (await ask(two, wrong(9), '198.51.100.7')).status === 429 ? true : undefined,
  );
});

test('keys given over WebSocket are counted too', async () => {
  for (let n = 0; n < 5; n++) {
    const client = await connect(one.wsUrl);
    assert.equal(
      (await client.ask({ type: 'auth', key: wrong(n) }, 'authenticated')).code,
      'UNAUTHENTICATED',
    );
    await client.closed;
  }
  await eventually(async () => {
    const client = await connect(one.wsUrl);
    const { code } = await client.ask({ type: 'auth', key: wrong(9) }, 'authenticated');
    client.socket.close();
    return code === 'RATE_LIMITED' || undefined;
  });
});
