import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings, SettingsError } from '../../../stacks/load.ts';

const messageOf = (stack: string, overrides: unknown): string => {
  try {
    loadSettings(stack, overrides);
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error.message;
  }
  throw new assert.AssertionError({ message: 'the settings were taken' });
};

test('every profile is valid by itself and frozen at every depth', () => {
  for (const stack of ['development', 'staging', 'production']) {
    const settings = loadSettings(stack);
    assert.equal(settings.environment, stack);
    assert.equal(settings.cluster.namespace, `mcp-${stack}`);
    assert.throws(() => Object.assign(settings.api.resources.limits, { cpu: '9' }), TypeError);
    assert.throws(() => (settings.api.allowedIps as string[]).push('x'), TypeError);
  }
});

test('an override changes its key and nothing beside it', () => {
  const plain = loadSettings('production');
  const changed = loadSettings('production', { api: { hpa: { maxReplicas: 5 } } });
  assert.deepEqual(changed, { ...plain, api: { ...plain.api, hpa: { ...plain.api.hpa, maxReplicas: 5 } } });
});

test('a public image can be pinned by digest beside its tag', () => {
  const redis = `library/redis:8.0.6@sha256:${'a'.repeat(64)}`;
  assert.equal(loadSettings('production', { images: { redis } }).images.redis, redis);
});

test('lists are replaced, not joined', () => {
  assert.deepEqual(
    loadSettings('development', { api: { trustedProxies: ['192.168.0.0/16'] } }).api.trustedProxies,
    ['192.168.0.0/16'],
  );
});

test('a digest takes the place of the build of the profile', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const { image } = loadSettings('development', { api: { image: { digest } } }).api;
  assert.equal(image.digest, digest);
  assert.equal(image.build, undefined);
});

test('one stack more of an environment names it and gets a namespace of its own', () => {
  const settings = loadSettings('review-17', { environment: 'staging' });
  assert.equal(settings.cluster.namespace, 'mcp-review-17');
  assert.equal(settings.api.replicas, loadSettings('staging').api.replicas);
});

test('an unknown stack is told the environments', () => {
  assert.match(
    messageOf('stagging', {}),
    /environment = "stagging": allowed is development, staging, production/,
  );
});

test('a stack named after an environment cannot take the rules of another', () => {
  assert.match(
    messageOf('production', { environment: 'development' }),
    /allowed is production, like the stack/,
  );
});

test('all mistakes come at once, with the nearest known key for an unknown one', () => {
  const message = messageOf('production', {
    api: { replica: 3, rateLimit: -1, hpa: { minReplicas: 'three' } },
    mysql: { mode: 'rds' },
    zzzzzz: true,
  });
  assert.deepEqual(
    message
      .split('\n')
      .map((line) => line.trim())
      .sort(),
    [
      '5 mistakes in the settings of stack production:',
      'api.hpa.minReplicas = "three": allowed is a whole number from 1 to 100',
      'api.rateLimit = -1: allowed is a whole number from 0 to 10000000',
      'api.replica: unknown key; did you mean api.replicas?',
      'mysql.mode = "rds": allowed is inCluster, external',
      'zzzzzz: unknown key; known: environment, cluster, images, api, mysql, redis, milvus, embeddings, ingress, monitoring, memory, cache, logging, protection, priority, secrets, policies',
    ],
  );
});

test('more mistakes than a validator likes to list are all listed', () => {
  const unknown = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`unknown${n}`, n]));
  assert.match(messageOf('development', unknown), /^40 mistakes/);
});

test('a missing key of a section is named', () => {
  const message = messageOf('development', { mysql: { mode: 'external', external: { host: 'db' } } });
  assert.match(message, /mysql\.external\.port: missing; a whole number from 1 to 65535/);
  assert.match(message, /mysql\.external\.tls: missing; true, false/);
});

test('the value of a sensitive setting is never repeated', () => {
  const external = { host: 'db', port: 3306, tls: true, password: 'short1' };
  assert.doesNotMatch(messageOf('development', { mysql: { mode: 'external', external } }), /short1/);
});

test('settings that are no section are refused', () => {
  assert.match(messageOf('development', 'replicas=3'), /settings = "replicas=3": allowed is a section/);
});
