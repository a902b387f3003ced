import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import websocket from '@fastify/websocket';
import { pino } from 'pino';
import { loadConfig } from '../../../service/src/config/load.ts';
import { createBase } from '../../../service/src/http/base.ts';

const config = loadConfig({ env: { DATABASE_URL: 'mysql://u:p@nowhere/mcp', REDIS_URL: 'redis://nowhere' } });
const app = createBase(config, pino({ level: 'silent' }));
app.get('/live', async () => ({ status: 'live' }));
await app.register(async (inner) => {
  await inner.register(websocket);
  inner.get('/ws', { websocket: true }, (socket) => socket.send('hello'));
});
await app.listen({ host: '127.0.0.1', port: 0 });
after(() => app.close());
const { port } = app.server.address() as AddressInfo;

/** All that comes back over a connection which the client keeps open, until the service closes it. */
async function answered(path: string, protocol: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`);
  return text(socket);
}

for (const [path, protocol, status] of [
  ['/live', 'h2c', 200],
  ['/live', 'websocket', 200],
  ['/nothing', 'websocket', 404],
] as const)
  test(`${path} answers ${status} to who asks for ${protocol}, and closes the connection`, async () => {
    const answer = await answered(path, protocol);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
    assert.match(answer, /^connection: close\r$/im);
  });
