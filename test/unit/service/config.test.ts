// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the syntax under test
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type Config, ConfigError, loadConfig } from '../../../service/src/config/load.ts';

const MINIMAL = 'database: {url: "mysql://u:p@db/mcp"}\nredis: {url: "redis://r:6379"}\n';

interface Given {
  yaml?: string;
  env?: Record<string, string>;
  secrets?: Record<string, string>;
}

function load(t: TestContext, { yaml = MINIMAL, env = {}, secrets }: Given): Config {
  const dir = mkdtempSync(join(tmpdir(), 'mcp-config-'));
  t.after(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'config.yaml');
  writeFileSync(file, yaml);
  const secretsDir = join(dir, 'config-secrets');
  if (!secrets) return loadConfig({ env, file });
  const target = mkdtempSync(`${secretsDir}-`);
  for (const [name, value] of Object.entries(secrets)) writeFileSync(join(target, name), value);
  return loadConfig({ env, file, secretsDir: target });
}

function problems(t: TestContext, given: Given): readonly string[] {
  try {
    load(t, given);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.problems;
  }
  throw new assert.AssertionError({ message: 'the configuration was accepted' });
}

const KEY = 'sk-abcdefgh.ijklmnopqrst';

describe('every environment variable of the guide', () => {
  const cases: [Record<string, string>, (config: Config) => unknown, unknown][] = [
    [{ ENV: 'production' }, (c) => c.environment, 'production'],
    [{ LOG_LEVEL: 'INFO' }, (c) => c.logging.level, 'info'],
    [{ LOG_LEVEL: 'WARNING' }, (c) => c.logging.level, 'warn'],
    [{ LOG_LEVEL: 'CRITICAL' }, (c) => c.logging.level, 'fatal'],
    [{ DEBUG: 'true' }, (c) => c.logging.level, 'debug'],
    [{ DEBUG: 'false', LOG_LEVEL: 'error' }, (c) => c.logging.level, 'error'],
    [{ ENABLE_PROFILING: 'true' }, (c) => c.features.profiling, true],
    [{ ENABLE_METRICS: 'false' }, (c) => c.features.metrics, false],
    [{ CONFIG_HOT_RELOAD: '1' }, (c) => c.features.hot_reload, true],
    [{ DATABASE_URL: 'mysql://a:b@h:1/d' }, (c) => c.database.url, 'mysql://a:b@h:1/d'],
    [{ DATABASE_URL: 'mysql+pymysql://a:b@h:1/d' }, (c) => c.database.url, 'mysql://a:b@h:1/d'],
    [{ DB_PASSWORD: 'p@ss/w:rd' }, (c) => c.database.url, 'mysql://u:p%40ss%2Fw%3Ard@db/mcp'],
    [{ REDIS_URL: 'redis://x:1' }, (c) => c.redis.url, 'redis://x:1'],
    [{ REDIS_HOST: 'h' }, (c) => c.redis.url, 'redis://h:6379'],
    [{ REDIS_PORT: '7000' }, (c) => c.redis.url, 'redis://r:7000'],
    [{ REDIS_PASSWORD: 'a@b/c' }, (c) => c.redis.url, 'redis://:a%40b%2Fc@r:6379'],
    [{ REDIS_TIMEOUT: '10' }, (c) => c.redis.timeout_ms, 10_000],
    [{ REDIS_CACHE_URL: 'redis://cache:1' }, (c) => c.redis.cache_url, 'redis://cache:1'],
    [{ MILVUS_HOST: 'vectors' }, (c) => c.milvus.address, 'vectors:19530'],
    [{ MILVUS_PORT: '19999' }, (c) => c.milvus.address, 'localhost:19999'],
    [{ MILVUS_PORT: 'tcp://10.0.0.1:19530' }, (c) => c.milvus.address, 'localhost:19530'],
    [{ MILVUS_TOKEN: 'root:x' }, (c) => c.milvus.token, 'root:x'],
    [{ EMBEDDINGS_API_KEY: 'x' }, (c) => c.embeddings.api_key, 'x'],
    [{ API_KEY_1: KEY }, (c) => c.api.api_keys, [KEY]],
    [{ API_KEY_10: `${KEY}j`, API_KEY_2: `${KEY}b` }, (c) => c.api.api_keys, [`${KEY}b`, `${KEY}j`]],
    [{ API_KEY_1: '' }, (c) => c.api.api_keys, []],
  ];
  for (const [env, read, expected] of cases) {
    test(JSON.stringify(env), (t) => {
      assert.deepEqual(read(load(t, { env })), expected);
    });
  }
});

describe('secret files', () => {
  test('stand for the variable of the same name', (t) => {
    const config = load(t, {
      yaml: 'database: {url: "${DATABASE_URL}"}\nredis: {url: "${REDIS_URL}"}\n',
      secrets: { 'database-url': 'mysql://s:s@db/mcp\n', 'redis-url': 'redis://r', 'api-key-1': KEY },
    });
    assert.equal(config.database.url, 'mysql://s:s@db/mcp');
    assert.deepEqual(config.api.api_keys, [KEY]);
  });

  test('give way to the environment', (t) => {
    const config = load(t, { secrets: { 'milvus-token': 'file' }, env: { MILVUS_TOKEN: 'env' } });
    assert.equal(config.milvus.token, 'env');
  });
});

test('the configuration of the guide works as it stands', (t) => {
  const config = load(t, {
    yaml: `
database:
  url: mysql+pymysql://root:\${DB_PASSWORD}@localhost:3306/mcp_db
  pool_size: 20
redis:
  host: \${REDIS_HOST:-localhost}
  port: \${REDIS_PORT:-6379}
  password: \${REDIS_PASSWORD}
api:
  api_keys:
    - \${API_KEY_1}
    - \${API_KEY_2}
  rate_limit: 100
`,
    env: { DB_PASSWORD: 'a@b', REDIS_PASSWORD: 'c:d', API_KEY_1: KEY, API_KEY_2: `${KEY}2` },
  });
  assert.equal(config.database.url, 'mysql://root:a%40b@localhost:3306/mcp_db');
  assert.equal(config.redis.url, 'redis://:c%3Ad@localhost:6379');
  assert.deepEqual(config.api.api_keys, [KEY, `${KEY}2`]);
});

test('the shipped configuration needs nothing and holds exactly the defaults', (t) => {
  const shipped = loadConfig({ env: {} });
  const bare = load(t, {
    yaml: 'database: {url: "mysql://root@localhost:3306/mcp_db"}\nredis: {url: "redis://localhost:6379"}',
  });
  assert.deepEqual(shipped, bare);
});

test('the result cannot be changed', (t) => {
  const config = load(t, {});
  assert.throws(() => Object.assign(config.api, { rate_limit: 1 }), TypeError);
  assert.ok(Object.isFrozen(config.api.api_keys));
});

describe('mistakes', () => {
  const cases: [string, Given, RegExp[]][] = [
    [
      'all of them at once, with key, value, source and what is allowed',
      {
        yaml: `${MINIMAL}server: {http_port: 99999}\nlogging: {level: loud}\nfeatures: {metrics: "maybe"}\n`,
        env: { REDIS_TIMEOUT: 'x' },
      },
      [
        /^server\.http_port = 99999 .*config\.yaml\); allowed: a whole number from 0 to 65535$/,
        /^redis\.timeout_ms = "x" .*environment variable REDIS_TIMEOUT/,
        /^logging\.level = "loud" .*allowed: fatal, error, warn, info, debug, trace$/,
        /^features\.metrics = "maybe" .*allowed: true, false$/,
      ],
    ],
    [
      'an unknown key names its neighbours',
      { yaml: `${MINIMAL}api: {rate_limits: 5}` },
      [/^api\.rate_limits is not a known key .*rate_limit/],
    ],
    [
      'an unknown section',
      { yaml: `${MINIMAL}apis: {}` },
      [/^apis is not a known key .*allowed: environment/],
    ],
    [
      'a variable without value or default',
      { yaml: `${MINIMAL}milvus: {token: "\${NOWHERE}"}` },
      [/^milvus\.token: NOWHERE is not set/],
    ],
    [
      'a missing store URL',
      { yaml: 'redis: {url: "redis://r"}' },
      [/^database\.url is not set; allowed: mysql:\/\//],
    ],
    [
      'another database',
      { env: { DATABASE_URL: 'postgres://a:hidden@h/d' } },
      [/^database\.url is not allowed/],
    ],
    ['a port that is none', { env: { REDIS_PORT: 'abc' } }, [/^redis\.url .*REDIS_PORT/]],
    ['a short API key', { env: { API_KEY_3: 'sk-short' } }, [/^api\.api_keys\.0 is not allowed .*API_KEY_3/]],
    ['equal ports', { yaml: `${MINIMAL}server: {ws_port: 8000}` }, [/must differ/]],
    [
      'a way to HTTPS that leads nowhere',
      { yaml: `${MINIMAL}server: {redirect_to_https: true, public_url: "http://memory.example"}` },
      [/^server\.redirect_to_https needs a server\.public_url that begins with https/],
    ],
    [
      'a certificate alone',
      { yaml: `${MINIMAL}api: {ssl_cert: /dev/null}` },
      [/ssl_cert and api\.ssl_key belong/],
    ],
    [
      'an unreadable certificate',
      { yaml: `${MINIMAL}api: {ssl_cert: /nowhere, ssl_key: /dev/null}` },
      [/^api\.ssl_cert names \/nowhere/],
    ],
    [
      'an address that is none',
      { yaml: `${MINIMAL}api: {allowed_ips: ["10.0.0.0/33"]}` },
      [/^api\.allowed_ips has "10\.0\.0\.0\/33"; allowed: an IP address or a CIDR block/],
    ],
    ['broken YAML', { yaml: 'a: [1' }, [/is not valid YAML/, /database\.url/, /redis\.url/]],
    ['a list instead of sections', { yaml: '- 1' }, [/must be a mapping/, /database\.url/, /redis\.url/]],
    [
      'a text where a section belongs',
      { yaml: `${MINIMAL}api: no` },
      [/^api = "no" .*a section with api_keys/],
    ],
  ];
  for (const [name, given, expected] of cases) {
    test(name, (t) => {
      const found = problems(t, given);
      assert.equal(found.length, expected.length, found.join('\n'));
      for (const pattern of expected)
        assert.ok(
          found.some((line) => pattern.test(line)),
          `${pattern}\n${found}`,
        );
    });
  }

  test('a secret is never shown', (t) => {
    const found = problems(t, {
      env: { DATABASE_URL: 'postgres://a:topsecret@h/d', API_KEY_1: 'topsecret', REDIS_URL: 'topsecret' },
    });
    assert.equal(found.length, 3);
    assert.doesNotMatch(found.join('\n'), /topsecret/);
  });

  test('a missing file or folder is said plainly', () => {
    assert.throws(
      () => loadConfig({ env: { CONFIG_FILE: '/nowhere.yaml' } }),
      /\/nowhere\.yaml does not exist/,
    );
    assert.throws(() => loadConfig({ env: { SECRETS_DIR: '/nowhere' } }), /secrets folder \/nowhere/);
  });
});

test('a dozen mistakes are named at once', (t) => {
  const wrong = Array.from({ length: 12 }, (_, i) => `unknown_${i}: 1`).join(', ');
  assert.equal(problems(t, { yaml: `${MINIMAL}memory: {${wrong}}\n` }).length, 12);
});

test('an authority that nothing asks, or that cannot be read, is a mistake', (t) => {
  const yaml = `
database: {url: "mysql://u:p@db/mcp", ca_file: /missing/ca.pem}
redis: {url: "redis://r:6379", ca_file: /missing/ca.pem}
milvus: {ca_file: /missing/ca.pem}
embeddings: {ca_file: /missing/ca.pem}
`;
  const found = problems(t, { yaml });
  for (const section of ['database', 'redis', 'milvus', 'embeddings'])
    assert.ok(found.includes(`${section}.ca_file names /missing/ca.pem, which cannot be read`));
  for (const problem of [
    'database.ca_file is for encrypted connections only; set database.tls',
    'redis.ca_file is for encrypted connections only; set a rediss:// URL',
    'milvus.ca_file is for encrypted connections only; set milvus.tls',
    'embeddings.ca_file is for encrypted connections only; set an https:// base_url',
  ])
    assert.ok(found.includes(problem), found.join('\n'));
});
