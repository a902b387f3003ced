import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readAudit } from '../../service/src/audit/read.ts';
import { call, eventually } from './support/http.ts';
import { runOps } from './support/ops.ts';
import { webhook } from './support/post-office.ts';
import { writeConfig } from './support/process.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService } from './support/service.ts';

const scope = lastInFirstOut({ after });
const service = await startService(scope);
const hook = await webhook(scope);
const { database, redis } = service.config;
const file = writeConfig(scope, {
  redis: { key_prefix: redis.key_prefix },
  keys: { notify: { webhook: hook.url, webhook_secret: 'shared' } },
});
const env = {
  CONFIG_FILE: file,
  DATABASE_URL: database.url,
  REDIS_URL: redis.url,
};

const ops = (...args: string[]) => runOps(args, env);

const status = async (key: string) => (await call(`${service.url}/api/v1/projects`, { key })).status;

test('a key is replaced from the command line while the service runs', async () => {
  const made = JSON.parse(
    (await ops('--json', 'keys', 'create', '--name', 'ci', '--contact', 'ci@example.com')).stdout,
  );
  assert.equal(await status(made.key), 200);

  const { code, stdout, stderr } = await ops('--json', 'keys', 'rotate', made.id, '--overlap', '1h');
  assert.equal(code, 0, stderr);
  const rotated = JSON.parse(stdout);
  assert.deepEqual(rotated.notices, [{ channel: 'webhook', sent: true }]);
  assert.equal(JSON.parse(hook.posts[0]?.body ?? '{}').replacedBy, rotated.id);
  const left = Date.parse(rotated.previous.expiresAt) - Date.now();
  assert.ok(left > 3_500_000 && left <= 3_600_000, String(left));
  for (const key of [made.key, rotated.key]) assert.equal(await status(key), 200);

  const again = await ops('keys', 'rotate', made.id);
  assert.equal(again.code, 1);
  assert.match(again.stderr, new RegExp(`replaced by ${rotated.id}`));
  assert.equal((await ops('keys', 'rotate', rotated.id, '--overlap', 'soon')).code, 2);
  assert.equal((await ops('keys', 'rotate', rotated.id, '--overlap', '31d')).code, 2);

  assert.equal((await ops('keys', 'revoke', made.id)).code, 0);
  await eventually(async () => ((await status(made.key)) === 401 ? true : undefined), 2000);
  assert.equal(await status(rotated.key), 200);
  const { entries } = await readAudit(service.app.mysql, { limit: 10 });
  assert.deepEqual(
    entries.map(({ action, keyId }) => [action, keyId]),
    [
      ['key.revoke', null],
      ['key.rotate', null],
      ['key.create', null],
    ],
  );
});
