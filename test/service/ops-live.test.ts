import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { eventually } from './support/http.ts';
import { runOps } from './support/ops.ts';
import { writeConfig } from './support/process.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService } from './support/service.ts';

const scope = lastInFirstOut({ after });
const { app, config } = await startService(scope);
await eventually(async () => app.events.hearing() || undefined);
const env = { CONFIG_FILE: writeConfig(scope, { ...config }) };
/** @throws the outcome when the exit code is not 0 */
const ops = async (...args: string[]) => {
  const outcome = await runOps(args, env);
  if (outcome.code !== 0) throw outcome;
  return outcome;
};

test('config set and unset change the running service; list and get show it', async () => {
  assert.equal(
    (await ops('config', 'set', 'api.allowed_ips', '127.0.0.0/8, 10.0.0.0/8')).stdout.trim(),
    'api.allowed_ips = 127.0.0.0/8, 10.0.0.0/8',
  );
  await eventually(async () => app.live.current.api.allowed_ips.length === 2 || undefined, 2000);
  const { stdout } = await ops('config', 'list', '--live');
  assert.match(stdout, /^\*! api\.allowed_ips = \["127\.0\.0\.0\/8","10\.0\.0\.0\/8"\]$/m);
  assert.doesNotMatch(stdout, /http_port/);
  const shown = JSON.parse((await ops('--json', 'config', 'get', 'database.url')).stdout);
  assert.deepEqual([shown.value, shown.live], ['***', false]);
  await ops('config', 'unset', 'api.allowed_ips');
  await eventually(async () => app.live.current.api.allowed_ips.length === 0 || undefined, 2000);
});

test('config refuses what cannot be, says why, and exits with 2', async () => {
  await assert.rejects(ops('config', 'set', 'server.http_port', '1'), {
    code: 2,
    stderr: /server\.http_port cannot change while the service runs: ports/,
  });
  await assert.rejects(ops('config', 'set', 'database.pool_size', 'many'), {
    code: 2,
    stderr: /database\.pool_size = "many" is not allowed .*a whole number from 1 to 1000/,
  });
});

test('cache clear reaches the running service and deletes nothing but answers', async () => {
  const heard: unknown[] = [];
  app.events.on((event) => event.type === 'cache.cleared' && heard.push(event.level));
  const { memory } = await app.memories.store('p', { content: 'kept', tier: 'short' });
  const cached = `${config.redis.key_prefix}cache:x`;
  await app.redis.set(cached, '1');
  assert.deepEqual(JSON.parse((await ops('--json', 'cache', 'clear', '--level', 'l1')).stdout), {
    level: 'l1',
    deleted: 0,
  });
  assert.equal(await app.redis.get(cached), '1');
  const { deleted } = JSON.parse((await ops('--json', 'cache', 'clear')).stdout);
  assert.ok(deleted >= 1);
  assert.equal(await app.redis.get(cached), null);
  await eventually(async () => heard.length === 2 || undefined, 2000);
  assert.deepEqual(heard, ['l1', 'all']);
  assert.equal((await app.memories.get('p', memory.id)).content, 'kept');
});
