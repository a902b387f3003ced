import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { call } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService, startWith } from './support/service.ts';

const scope = lastInFirstOut({ after });
const service = await startService(scope, { features: { profiling: true } });
const profiles = `${service.url}/api/v1/admin/profile`;
const key = await createKey(service);

test('profiles are off unless they are switched on, and for administrators only', async (t) => {
  const { features } = service.config;
  const off = await startWith(t, { ...service.config, features: { ...features, profiling: false } });
  const { status, body } = await call(`${off.url}/api/v1/admin/profile`, { key, body: { kind: 'cpu' } });
  assert.deepEqual([status, body.error.code], [409, 'PROFILING_DISABLED']);
  assert.match(body.error.message, /ENABLE_PROFILING/);
  const reader = await createKey(service, { scopes: ['read'] });
  assert.equal((await call(profiles, { key: reader, body: { kind: 'cpu' } })).status, 403);
});

test('a CPU profile comes as DevTools reads it; a second one at the same time is refused', async () => {
  const first = call(profiles, { key, body: { kind: 'cpu', seconds: 1 } });
  const second = await call(profiles, { key, body: { kind: 'cpu', seconds: 1 } });
  const { status, body, headers } = await first;
  const [taken, refused] = status === 200 ? [{ body, headers }, second] : [second, { status, body }];
  assert.deepEqual([(refused as typeof second).status, refused.body.error.code], [409, 'PROFILE_RUNNING']);
  assert.ok(taken.body.nodes.length > 1 && taken.body.samples.length > 1);
  assert.match(taken.headers.get('content-disposition') ?? '', /\.cpuprofile"$/);
});

test('a heap snapshot is streamed', async () => {
  const { status, body, headers } = await call(profiles, { key, body: { kind: 'heap' } });
  assert.equal(status, 200);
  assert.ok(body.snapshot.meta.node_fields.length > 0);
  assert.match(headers.get('content-disposition') ?? '', /\.heapsnapshot"$/);
});

test('a client that goes away ends its CPU profile', async () => {
  const gone = AbortSignal.timeout(300);
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ kind: 'cpu', seconds: 60 });
  await assert.rejects(fetch(profiles, { method: 'POST', headers, body, signal: gone }));
  let status = 409;
  const deadline = performance.now() + 10_000;
  while (status === 409 && performance.now() < deadline) {
    status = (await call(profiles, { key, body: { kind: 'cpu', seconds: 1 } })).status;
  }
  assert.equal(status, 200);
});

test('a length beyond the bound is refused', async () => {
  const { status, body } = await call(profiles, { key, body: { kind: 'cpu', seconds: 61 } });
  assert.equal(status, 400);
  assert.match(body.error.message, /seconds/);
});
