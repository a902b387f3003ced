import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, type TestContext, test } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { freePorts } from '../cluster/node/ports.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

const BRIDGE = join(import.meta.dirname, '../../service/src/bridge.ts');
const service = await startService({ after });

interface Setup {
  url?: string;
  args?: string[];
  env?: Record<string, string>;
  revision?: string;
}

/** A client of the official SDK that speaks stdio to a bridge. */
async function connect(t: TestContext, { url = service.url, args = [], env = {}, revision }: Setup) {
  const client = new Client(
    { name: 'test', version: '1' },
    revision
      ? { versionNegotiation: { mode: 'legacy' }, supportedProtocolVersions: [revision] }
      : { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BRIDGE, '--url', url, ...args],
    env: { PATH: process.env.PATH ?? '', ...env },
    stderr: 'pipe',
  });
  t.after(() => client.close());
  await client.connect(transport);
  return client;
}

const misuse = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [BRIDGE, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });

async function listen(t: TestContext, port: number, answer: (i: IncomingMessage, o: ServerResponse) => void) {
  const server = createServer(answer).listen(port, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

for (const revision of [undefined, '2025-11-25', '2025-06-18', '2025-03-26']) {
  test(`a client of ${revision ?? '2026-07-28'} stores and reads over stdio`, async (t) => {
    const env = { MCP_SYSTEM_API_KEY: await createKey(service) };
    const client = await connect(t, {
      env,
      args: ['--project', 'bridged'],
      ...(revision ? { revision } : {}),
    });
    assert.ok((await client.listTools()).tools.length > 5);
    const content = `来自标准输入 of ${revision}`;
    const stored = await client.callTool({ name: 'memory_store', arguments: { content } });
    const { memory } = stored.structuredContent as { memory: { id: string; project: string } };
    assert.equal(memory.project, 'bridged');
    const got = await client.callTool({ name: 'memory_get', arguments: { id: memory.id } });
    assert.equal((got.structuredContent as { memory: { content: string } }).memory.content, content);
    const missing = await client.callTool({
      name: 'memory_get',
      arguments: { id: memory.id, project: 'other' },
    });
    assert.equal(missing.isError, true);
  });
}

describe('the key', () => {
  test('comes from a file, and a new one is taken up without a restart', async (t) => {
    const dir = mkdtempSync(join(tmpdir(), 'mcp-bridge-'));
    t.after(() => rmSync(dir, { recursive: true }));
    const file = join(dir, 'key');
    writeFileSync(file, `${await createKey(service, { scopes: ['read'] })}\n`);
    const client = await connect(t, { args: ['--key-file', file] });
    const store = { name: 'memory_store', arguments: { content: 'with the second key' } };
    assert.equal((await client.callTool(store)).isError, true);
    writeFileSync(file, await createKey(service));
    assert.equal((await client.callTool(store)).isError, undefined);
  });

  test('that is wrong is told to the client', async (t) => {
    const env = { MCP_SYSTEM_API_KEY: 'sk-wrong.0123456789abcdef0123456789abcdef' };
    await assert.rejects(connect(t, { env, revision: '2025-11-25' }), /answered 401: A valid API key/);
  });

  test('is never taken from the command line or the address', () => {
    assert.match(misuse(['--url', service.url]).stderr, /no API key in MCP_SYSTEM_API_KEY/);
    const env = { MCP_SYSTEM_API_KEY: 'sk-a.b' };
    for (const [args, message] of [
      [['--key', 'sk-a.b'], /unknown option '--key'/],
      [['--url', 'http://user:pass@localhost/mcp'], /no password/],
      [['--url', 'localhost:8000'], /http:\/\/ or https:\/\//],
      [[], /--url or MCP_SYSTEM_URL/],
      [['--url', service.url, '--key-file', '/nowhere'], /ENOENT.*\/nowhere/],
    ] as const) {
      const { status, stderr, stdout } = misuse([...args], env);
      assert.deepEqual([status, stdout], [2, ''], stderr);
      assert.match(stderr, message);
    }
    assert.equal(misuse(['--help']).status, 0);
  });
});

describe('a service that does not answer', () => {
  const initialize = (id: number) =>
    `${JSON.stringify({ jsonrpc: '2.0', id, method: 'initialize', params: {} })}\n`;
  const start = (t: TestContext, url: string) => {
    const child = spawn(process.execPath, [BRIDGE, '--url', url], {
      env: { PATH: process.env.PATH, MCP_SYSTEM_API_KEY: 'sk-a.b' },
    });
    t.after(() => child.kill('SIGKILL'));
    return child;
  };

  test('is waited for while it restarts, or as long as it says', async (t) => {
    const [port = 0] = await freePorts(1);
    const child = start(t, `http://127.0.0.1:${port}`);
    child.stdin.write(initialize(1));
    let calls = 0;
    await listen(t, port, (_request, response) => {
      calls += 1;
      if (calls === 1) return void response.writeHead(503, { 'retry-after': '0' }).end();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { ok: true } }));
    });
    const [answer] = await once(child.stdout, 'data');
    assert.deepEqual(JSON.parse(String(answer)), { jsonrpc: '2.0', id: 1, result: { ok: true } });
    assert.equal(calls, 2);
  });

  test('is left alone when the client cancels or goes', async (t) => {
    const open: IncomingMessage[] = [];
    const closed: Promise<unknown>[] = [];
    let arrived = () => {};
    const url = await listen(t, 0, (request, response) => {
      open.push(request);
      closed.push(once(response, 'close'));
      arrived();
    });
    const arrival = () => new Promise<void>((resolve) => (arrived = resolve));
    const child = start(t, url);
    const first = arrival();
    child.stdin.write(initialize(1));
    await first;
    const params = { requestId: 1 };
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params })}\n`);
    await closed[0];
    const second = arrival();
    child.stdin.write(initialize(2));
    await second;
    const gone = once(child, 'exit');
    child.stdin.end();
    await closed[1];
    assert.deepEqual(await gone, [0, null]);
  });

  test('and breaks off is told to the client', async (t) => {
    const url = await listen(t, 0, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n', () => response.destroy());
    });
    const child = start(t, url);
    child.stdin.write(initialize(7));
    const [answer] = await once(child.stdout, 'data');
    const { id, error } = JSON.parse(String(answer));
    assert.equal(id, 7);
    assert.match(error.message, /broke off/);
  });
});
