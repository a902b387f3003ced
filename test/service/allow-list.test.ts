import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { pino } from 'pino';
import { buildApp } from '../../service/src/app.ts';
import { lastInFirstOut } from './support/scope.ts';
import { testConfig } from './support/service.ts';

const scope = lastInFirstOut({ after });
const config = await testConfig(scope);

/** Asks a service with this allow list and these trusted proxies from any address. */
async function door(allowed_ips: string[], trusted_proxies: string[]) {
  const app = await buildApp(
    { ...config, api: { ...config.api, allowed_ips }, server: { ...config.server, trusted_proxies } },
    pino({ level: 'silent' }),
  );
  scope.after(() => app.close());
  return async (remoteAddress: string, forwarded?: string) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const answer = await app.inject({ url: '/api/v1/projects', remoteAddress, headers });
    return { status: answer.statusCode, body: answer.body, type: answer.headers['content-type'] };
  };
}

/** Behind the door a key is asked for. */
const IN = 401;
const OUT = 403;

describe('without trusted proxies', async () => {
  const ask = await door(['10.0.0.0/8', '192.168.0.0/16', '2001:db8::/32'], []);
  for (const [peer, forwarded, expected] of [
    ['10.1.2.3', undefined, IN],
    ['::ffff:10.1.2.3', undefined, IN],
    ['2001:db8::7', undefined, IN],
    ['2001:db9::7', undefined, OUT],
    ['203.0.113.9', undefined, OUT],
    ['203.0.113.9', '10.1.2.3', OUT],
    ['2001:db9::7', '2001:db8::7', OUT],
    ['10.1.2.3', '203.0.113.9', IN],
  ] as const) {
    test(`${peer}${forwarded ? ` claiming ${forwarded}` : ''} is ${expected === IN ? 'in' : 'out'}`, async () => {
      assert.equal((await ask(peer, forwarded)).status, expected);
    });
  }

  test('who is out gets exactly {"error":"Forbidden"}', async () => {
    const { status, body, type } = await ask('203.0.113.9');
    assert.deepEqual([status, body], [403, '{"error":"Forbidden"}']);
    assert.match(String(type), /^application\/json/);
  });
});

describe('behind trusted proxies', async () => {
  const ask = await door(['192.168.0.0/16', '2001:db8:1::/48'], ['10.0.0.0/8', 'fd00::/8']);
  for (const [peer, forwarded, expected] of [
    ['10.0.0.1', '192.168.3.4', IN],
    ['::ffff:10.0.0.1', '192.168.3.4', IN],
    ['fd00::1', '2001:db8:1::9', IN],
    ['fd00::1', '2001:db8:2::9', OUT],
    ['10.0.0.1', '203.0.113.9', OUT],
    // Only the nearest address that is no proxy counts: what stands before it was claimed by the client.
    ['10.0.0.1', '192.168.3.4, 203.0.113.9', OUT],
    ['10.0.0.1', '203.0.113.9, 192.168.3.4', IN],
    ['10.0.0.1', '192.168.3.4, 10.9.9.9', IN],
    // The proxy itself is not on the list.
    ['10.0.0.1', undefined, OUT],
    ['203.0.113.9', '192.168.3.4', OUT],
    ['10.0.0.1', 'nonsense', OUT],
  ] as const) {
    test(`${peer} forwarding ${forwarded ?? 'nothing'} is ${expected === IN ? 'in' : 'out'}`, async () => {
      assert.equal((await ask(peer, forwarded)).status, expected);
    });
  }
});
