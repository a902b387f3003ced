import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import { pino } from 'pino';
import WebSocket from 'ws';
import { buildApp } from '../../../service/src/app.ts';
import { loadConfig } from '../../../service/src/config/load.ts';
import { openListeners } from '../../../service/src/listeners.ts';

/** Where nobody answers: what is asked here needs no store. */
const NOWHERE = { DATABASE_URL: 'mysql://u:p@127.0.0.1:1/mcp', REDIS_URL: 'redis://127.0.0.1:1' };
const ORIGIN = 'https://memory.example:8443';

async function service(redirect_to_https: boolean) {
  const { server, ...config } = loadConfig({ env: NOWHERE });
  const ports = { host: '127.0.0.1', http_port: 0, ws_port: 0, metrics_port: 0 };
  const own = { ...server, ...ports, public_url: `${ORIGIN}/`, redirect_to_https };
  const app = await buildApp({ ...config, server: own }, pino({ level: 'silent' }));
  const listeners = await openListeners(app);
  after(() => listeners.close());
  return { app, ports: listeners.ports };
}

interface Request {
  url: string;
  method?: 'GET' | 'POST';
  /** X-Forwarded-Proto; none without it. */
  scheme?: string;
  host?: string;
}

const on = await service(true);
const off = await service(false);

async function ask({ url, method = 'GET', scheme, host = 'memory.example' }: Request, { app } = on) {
  const headers = { host, ...(scheme === undefined ? {} : { 'x-forwarded-proto': scheme }) };
  const { statusCode, headers: answered } = await app.inject({ url, method, headers });
  return { status: statusCode, location: answered.location };
}

const sent = (path: string) => ({ status: 308, location: `${ORIGIN}${path}` });

describe('who came over plain HTTP is sent on', () => {
  for (const scheme of ['http', 'HTTP', 'ws', 'http, https', ' http '])
    test(`as "${scheme}"`, async () => assert.deepEqual(await ask({ url: '/live', scheme }), sent('/live')));

  test('with path and query', async () => {
    const url = '/api/v1/projects?limit=2&cursor=a%2Fb';
    assert.deepEqual(await ask({ url, scheme: 'http' }), sent(url));
  });

  test('before any key is looked at, with the method that it had', async () => {
    const url = '/api/v1/projects';
    assert.deepEqual(await ask({ url, method: 'POST', scheme: 'http' }), sent(url));
  });

  test('also from addresses that are not there', async () => {
    assert.deepEqual(await ask({ url: '/nothing', scheme: 'http' }), sent('/nothing'));
  });

  test('never to a host that it has named itself', async () => {
    assert.deepEqual(await ask({ url: '/', scheme: 'http', host: 'evil.example' }), sent('/'));
    assert.deepEqual(await ask({ url: '//evil.example/x', scheme: 'http' }), sent('//evil.example/x'));
  });
});

describe('everybody else is let in', () => {
  for (const scheme of ['https', 'wss', 'https,http', '', undefined])
    test(`as ${scheme === undefined ? 'nobody, from inside the cluster' : `"${scheme}"`}`, async () => {
      assert.equal((await ask({ url: '/live', scheme })).status, 200);
    });

  test('where it is off', async () => {
    assert.equal((await ask({ url: '/live', scheme: 'http' }, off)).status, 200);
  });
});

/** The status in which the port for WebSockets answers: 101 where it lets in. */
async function upgrade(scheme: string, { ports } = on): Promise<number | undefined> {
  const socket = new WebSocket(`ws://127.0.0.1:${ports.ws}/ws`, { headers: { 'x-forwarded-proto': scheme } });
  const refused = once(socket, 'unexpected-response').then(([, answer]) => {
    answer.resume();
    return answer.statusCode as number;
  });
  const open = once(socket, 'open').then(() => 101);
  const status = await Promise.race([refused, open]);
  socket.on('error', () => undefined).terminate();
  return status;
}

test('the port for WebSockets does the same, before the upgrade', async () => {
  assert.equal(await upgrade('ws'), 308);
  assert.equal(await upgrade('wss'), 101);
  assert.equal(await upgrade('ws', off), 101);
});
