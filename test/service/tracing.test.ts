import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { test } from 'node:test';
import { call } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: number };
}
interface Span {
  name: string;
  traceId: string;
  attributes: Attribute[];
}
interface Export {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[];
}

test('a request becomes a span of the caller’s trace, named by its route, and is sent to the collector', async (t) => {
  const exports: Export[] = [];
  const collector = createServer(async (request, response) => {
    exports.push((await json(request)) as Export);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  t.after(() => collector.close());
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const service = await startService(t, { tracing: { endpoint } });
  const key = await createKey(service);
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
  assert.equal((await call(`${service.url}/api/v1/projects/p1/memories`, { key, headers })).status, 200);
  await call(`${service.url}/live`, { headers });
  await service.listeners.close();

  const all = exports.flatMap(({ resourceSpans }) => resourceSpans);
  const spans = all.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  assert.ok(spans.length > 0, 'closing sends the last spans');
  assert.ok(spans.every((span) => span.traceId === traceId));
  const routes = spans
    .flatMap(({ attributes }) => attributes)
    .filter(({ key: name }) => name === 'http.route');
  assert.deepEqual(
    [...new Set(routes.map(({ value }) => value.stringValue))],
    ['/api/v1/projects/:project/memories'],
  );
  const names = all.flatMap(({ resource }) => resource.attributes);
  assert.ok(names.some(({ key: name, value }) => name === 'service.name' && value.stringValue === 'mcp-api'));
  assert.ok(!JSON.stringify(exports).includes(key.split('.')[1] as string), 'no trace holds the key');
});
