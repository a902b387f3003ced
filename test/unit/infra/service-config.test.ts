import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CONFIG_DIR } from '../../../infra/lib/names.ts';
import { serviceConfig } from '../../../infra/lib/service-config.ts';
import { loadConfig } from '../../../service/src/config/load.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { PEM } from '../stacks/keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'service-config-'));
const secretsOf = (redis: string) => ({
  'database-url': 'mysql://mcp:secret@mysql:3306/mcp_db',
  'redis-url': `${redis}://mcp:secret@redis-state:6379`,
  'redis-cache-url': `${redis}://mcp:secret@redis-cache:6379`,
  'milvus-token': 'root:secret',
  'api-key-1': 'sk-abc123def456.0123456789abcdef0123456789abcdef',
});
for (const store of ['mysql', 'redis', 'milvus']) writeFileSync(join(folder, `${store}-ca.crt`), PEM);

for (const stack of ['development', 'staging', 'production']) {
  test(`the service takes the configuration of ${stack} and the secrets beside it`, () => {
    const settings = loadSettings(stack);
    const secretsDir = mkdtempSync(join(folder, stack));
    const secrets = secretsOf(settings.redis.tls ? 'rediss' : 'redis');
    for (const [key, value] of Object.entries(secrets)) writeFileSync(join(secretsDir, key), value);
    const file = join(folder, `${stack}.yaml`);
    writeFileSync(file, serviceConfig(settings).replaceAll(CONFIG_DIR, folder));
    const config = loadConfig({ env: {}, file, secretsDir });
    assert.equal(config.environment, stack);
    assert.equal(config.database.url, secrets['database-url']);
    assert.equal(config.database.pool_size, settings.mysql.poolSize);
    assert.equal(config.redis.cache_url, secrets['redis-cache-url']);
    assert.equal(config.milvus.token, secrets['milvus-token']);
    assert.equal(config.api.rate_limit, settings.api.rateLimit);
    assert.ok(config.server.shutdown_delay_ms >= 1000, 'open connections are let go before they are closed');
    assert.equal(config.embeddings.provider, 'openai');
    assert.deepEqual(config.api.api_keys, [secrets['api-key-1']]);
  });
}

test('who comes over plain HTTP is sent on where the settings say so and there is a way in', () => {
  const redirects = (stack: string, ingress: object = {}) =>
    /redirect_to_https: true/.test(serviceConfig(loadSettings(stack, { ingress })));
  assert.ok(redirects('staging') && redirects('production'));
  assert.ok(!redirects('development'));
  assert.ok(!redirects('production', { redirectToHttps: false }));
  assert.ok(!redirects('production', { enabled: false }));
});

test('the configuration holds references to secrets, never secrets', () => {
  const external = { host: 'db', port: 3306, tls: true, password: 'very-secret' };
  const text = serviceConfig(loadSettings('development', { mysql: { mode: 'external', external } }));
  assert.doesNotMatch(text, /very-secret/);
  assert.match(text, /url: \$\{DATABASE_URL\}/);
});
