import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { call, eventually } from './support/http.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });
// The first check also connects to everything, for which a busy machine may need more than a check's time.
await eventually(async () => ((await call(`${service.url}/health`)).status === 200 ? true : undefined));

test('/health has exactly the documented body', async () => {
  const { status, body, headers } = await call(`${service.url}/health`);
  const { timestamp, ...rest } = body;
  assert.deepEqual(rest, { status: 'healthy', checks: { database: true, redis: true, milvus: true } });
  assert.equal(status, 200);
  assert.match(timestamp, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.equal(headers.get('cache-control'), 'no-store');
});

test('/live and /ready need no key', async () => {
  assert.deepEqual((await call(`${service.url}/live`)).body, { status: 'live' });
  assert.deepEqual((await call(`${service.url}/ready`)).body, { status: 'ready' });
});

test('/metrics has a port of its own and labels by route template', async () => {
  await call(`${service.url}/live`);
  const { body, status } = await call(`${service.metricsUrl}/metrics`);
  assert.equal(status, 200);
  assert.match(body, /http_requests_total\{method="GET",route="\/live",status="200"\} \d+/);
  assert.match(body, /process_resident_memory_bytes \d+/);
  assert.match(body, /mcp_mysql_pool_open \d+/);
  assert.equal((await call(`${service.url}/metrics`)).status, 404);
});

test('/openapi.json is OpenAPI 3.1 and /docs serves its own assets', async () => {
  const { body } = await call(`${service.url}/openapi.json`);
  assert.equal(body.openapi, '3.1.0');
  assert.ok(body.paths['/api/v1/projects/{project}/memories/search'].post);
  const page = await call(`${service.url}/docs/`);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.body, /(src|href)="https?:/);
  assert.equal((await call(`${service.url}/docs/static/swagger-ui-bundle.js`)).status, 200);
});

test('an unknown address is a 404 with a request id', async () => {
  const { status, body, headers } = await call(`${service.url}/nowhere`, {
    headers: { 'x-request-id': 'mine-1' },
  });
  assert.equal(status, 404);
  assert.deepEqual(body.error, {
    code: 'NOT_FOUND',
    message: 'There is nothing at this address',
    requestId: 'mine-1',
  });
  assert.equal(headers.get('x-request-id'), 'mine-1');
});

test('with stores that do not answer it starts, lives, and tells', async (t) => {
  const down = await startService(t, {
    database: { url: 'mysql://u:p@127.0.0.1:9/mcp', connect_timeout_ms: 500 },
    redis: { url: 'redis://127.0.0.1:9', timeout_ms: 300 },
    milvus: { address: '127.0.0.1:9', timeout_ms: 500 },
  });
  assert.equal((await call(`${down.url}/live`)).status, 200);
  const started = performance.now();
  const health = await call(`${down.url}/health`);
  assert.ok(performance.now() - started < 4000, 'health does not wait for the stores');
  assert.equal(health.status, 503);
  assert.deepEqual(health.body.checks, { database: false, redis: false, milvus: false });
  assert.equal((await call(`${down.url}/ready`)).status, 503);
});
