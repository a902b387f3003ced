import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { McpServer } from '@modelcontextprotocol/server';
import { pino } from 'pino';
import { loadConfig } from '../../service/src/config/load.ts';
import { createBase } from '../../service/src/http/base.ts';
import { serveMcp } from '../../service/src/mcp/endpoint.ts';

// No store is asked for anything: these addresses only have to be well-formed.
const config = loadConfig({
  env: { DATABASE_URL: 'mysql://a:b@127.0.0.1/x', REDIS_URL: 'redis://127.0.0.1', MILVUS_TOKEN: 'a:b' },
});

/** The endpoint with one tool that answers when it is let. */
async function start(t: TestContext) {
  const called = Promise.withResolvers<AbortSignal>();
  const allowed = Promise.withResolvers<void>();
  const createServer = () => {
    const server = new McpServer({ name: 'slow', version: '1' });
    server.registerTool('slow', { description: 'slow' }, async ({ mcpReq }) => {
      called.resolve(mcpReq.signal);
      await allowed.promise;
      return { content: [{ type: 'text', text: 'answered' }] };
    });
    return server;
  };
  const app = createBase(config, pino({ level: 'silent' }));
  await app.register(async (scope) =>
    serveMcp(scope, { createServer, onRequest: [], schema: { hide: true } }),
  );
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/mcp`;
  t.after(() => app.close());
  return { app, url, called: called.promise, letGo: allowed.resolve };
}

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};
function post(url: string, method: string, params: object, name?: string, signal?: AbortSignal) {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      // A connection kept alive would keep the server from closing.
      connection: 'close',
      ...(name ? { 'mcp-name': name } : {}),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: META } }),
    signal: signal ?? null,
  });
}

describe('while the process stops', () => {
  test('what is under way is answered', async (t) => {
    const { app, url, called, letGo } = await start(t);
    const answer = post(url, 'tools/call', { name: 'slow', arguments: {} }, 'slow');
    await called;
    const closed = app.close();
    while (app.server.listening) await turn();
    letGo();
    const { status, body } = await answer.then(async (r) => ({ status: r.status, body: await r.json() }));
    assert.equal(status, 200);
    assert.equal((body as { result: { content: { text: string }[] } }).result.content[0]?.text, 'answered');
    await closed;
  });

  test('a subscription is ended', async (t) => {
    const { app, url } = await start(t);
    const stream = await post(url, 'subscriptions/listen', { notifications: { toolsListChanged: true } });
    assert.equal(stream.status, 200);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.match((await reader?.read())?.value ?? '', /acknowledged/);
    const closed = app.close();
    let ended = false;
    while (!ended) ended = (await reader?.read())?.done ?? true;
    await closed;
  });
});

test('a client that goes away ends its call', async (t) => {
  const { url, called, letGo } = await start(t);
  const client = new AbortController();
  const answer = post(url, 'tools/call', { name: 'slow', arguments: {} }, 'slow', client.signal);
  const signal = await called;
  const ended = signal.aborted ? undefined : once(signal, 'abort');
  client.abort();
  await assert.rejects(answer);
  await ended;
  letGo();
});
