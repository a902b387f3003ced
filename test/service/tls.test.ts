import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import WebSocket from 'ws';
import { call } from './support/http.ts';
import { startService } from './support/service.ts';

test('api.ssl_cert and ssl_key give HTTPS and WSS; metrics stay plain', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'mcp-tls-'));
  t.after(() => rmSync(dir, { recursive: true }));
  const [ssl_cert, ssl_key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost'.split(' ');
  execFileSync('openssl', [...request, '-keyout', ssl_key, '-out', ssl_cert], { stdio: 'ignore' });

  const service = await startService(t, { api: { ssl_cert, ssl_key } });
  const { http, ws } = service.listeners.ports;
  const [response] = await once(
    get({ host: '127.0.0.1', port: http, path: '/live', rejectUnauthorized: false }),
    'response',
  );
  assert.equal(response.statusCode, 200);
  response.resume();
  for (const port of [http, ws]) {
    const socket = new WebSocket(`wss://127.0.0.1:${port}/ws`, { rejectUnauthorized: false });
    await once(socket, 'open');
    socket.send('{"type":"ping"}');
    const [data] = await once(socket, 'message');
    assert.equal(JSON.parse(String(data)).type, 'pong');
    socket.close();
  }
  assert.equal((await call(`${service.metricsUrl}/metrics`)).status, 200);
});
