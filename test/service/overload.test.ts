import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService } from './support/service.ts';

const scope = lastInFirstOut({ after });

test('a process that cannot keep up sheds load with 503 and Retry-After, and still answers probes', async () => {
  const { app, url } = await startService(scope, { server: { max_event_loop_delay_ms: 60 } });
  const key = await createKey({ app });
  const busy = setInterval(() => {
    const end = performance.now() + 250;
    while (performance.now() < end);
  }, 1);
  scope.after(() => clearInterval(busy));
  const shed = await eventually(async () => {
    const answer = await call(`${url}/api/v1/projects`, { key });
    return answer.status === 503 && answer.body.error.code === 'OVERLOADED' ? answer : undefined;
  }, 20_000);
  assert.equal(shed.headers.get('retry-after'), '2');
  assert.equal((await call(`${url}/live`)).status, 200);
  clearInterval(busy);
  await eventually(async () => {
    const { status } = await call(`${url}/api/v1/projects`, { key });
    return status === 200 ? true : undefined;
  }, 20_000);
});
