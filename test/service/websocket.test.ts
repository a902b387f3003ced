import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import WebSocket from 'ws';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });
const ports = { 'its own port': service.wsUrl, 'the HTTP port': service.url.replace('http', 'ws') };

async function open(url: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(`${url}/ws`, { headers });
  await once(socket, 'open');
  return socket;
}

async function ask(socket: WebSocket, message: unknown) {
  socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  const [data] = await once(socket, 'message');
  return JSON.parse(String(data));
}

async function refused(url: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`${url}/ws`, { headers });
  const [, response] = await once(socket, 'unexpected-response');
  response.resume();
  return response.statusCode;
}

for (const [name, url] of Object.entries(ports)) {
  test(`ping is answered on ${name}, without a key`, async () => {
    const socket = await open(url);
    const { type, timestamp } = await ask(socket, { type: 'ping' });
    assert.equal(type, 'pong');
    assert.ok(Math.abs(Date.parse(timestamp) - Date.now()) < 5000);
    socket.close();
  });

  test(`more than ping needs a key on ${name}`, async () => {
    const socket = await open(url);
    assert.equal((await ask(socket, { type: 'subscribe', topics: ['memory'] })).code, 'UNAUTHENTICATED');
    socket.close();
    await once(socket, 'close');
    const withKey = await open(url, { authorization: `Bearer ${await createKey(service)}` });
    assert.equal((await ask(withKey, { type: 'ping' })).type, 'pong');
    assert.equal((await ask(withKey, { type: 'nonsense' })).code, 'INVALID_REQUEST');
    assert.equal((await ask(withKey, 'no json')).code, 'INVALID_REQUEST');
    withKey.close();
  });

  test(`a wrong key or a foreign page is refused before the upgrade on ${name}`, async () => {
    assert.equal(await refused(url, { 'x-api-key': 'sk-nobody.0123456789abcdef' }), 401);
    assert.equal(await refused(url, { origin: 'https://evil.example' }), 403);
  });

  test(`a message that is too big closes the connection on ${name}`, async () => {
    const socket = await open(url);
    socket.send('x'.repeat(70_000));
    const [code] = await once(socket, 'close');
    assert.equal(code, 1009);
  });
}

test('connections without a key are limited per address', async () => {
  const sockets = await Promise.all(Array.from({ length: 20 }, () => open(service.wsUrl)));
  assert.equal(await refused(service.wsUrl, {}), 429);
  for (const socket of sockets) socket.close();
  await Promise.all(sockets.map((socket) => once(socket, 'close')));
});
