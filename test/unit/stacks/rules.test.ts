import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings, SettingsError } from '../../../stacks/load.ts';

interface Case {
  stack?: string;
  settings: object;
  /** The whole line of the message. */
  says: string;
}

const build = { context: '.', dockerfile: 'Dockerfile', target: '', network: '' };
const digest = `sha256:${'a'.repeat(64)}`;

const slack = { channel: '#alerts', severity: 'warning', webhookUrl: 'https://hooks.example.com/x' };
const email = {
  to: 'ops@example.com',
  from: 'mcp@example.com',
  severity: 'warning',
  host: 'smtp.example.com',
  port: 587,
  tls: true,
  username: 'mcp',
};

const cases: Case[] = [
  {
    settings: { api: { image: { digest, build } } },
    says: 'api.image: either build or digest, not both (null takes a key of the profile away)',
  },
  {
    settings: { api: { image: { build: null } } },
    says: 'api.image: either build or digest, not both (null takes a key of the profile away)',
  },
  {
    stack: 'staging',
    settings: { api: { image: { build } } },
    says: 'api.image.build: a digest in staging: what runs there was tested before',
  },
  {
    settings: { api: { hpa: { enabled: true, minReplicas: 4, maxReplicas: 2 } } },
    says: 'api.hpa.minReplicas = 4: allowed is at most api.hpa.maxReplicas (2)',
  },
  {
    stack: 'production',
    settings: { api: { replicas: 1, hpa: { enabled: false } } },
    says: 'api.replicas = 1: allowed is at least 2 in production',
  },
  {
    stack: 'production',
    settings: { api: { hpa: { minReplicas: 1 } } },
    says: 'api.hpa.minReplicas = 1: allowed is at least 2 in production',
  },
  {
    stack: 'production',
    settings: { protection: { stores: false } },
    says: 'protection.stores = false: allowed is true in production',
  },
  {
    stack: 'production',
    settings: { protection: { networkPolicies: false } },
    says: 'protection.networkPolicies = false: allowed is true in production',
  },
  {
    stack: 'production',
    settings: { ingress: { tls: { mode: 'selfSigned' } } },
    says: 'ingress.tls.mode = "selfSigned": allowed is secret or certManager in production',
  },
  {
    stack: 'production',
    settings: { api: { image: { tag: 'latest' } } },
    says: 'api.image.tag = "latest": allowed is a release tag in production',
  },
  {
    stack: 'production',
    settings: { images: { redis: 'library/redis:latest' } },
    says: 'images.redis = "library/redis:latest": allowed is a release tag in production',
  },
  {
    stack: 'production',
    settings: { images: { embeddings: 'ghcr.io/huggingface/text-embeddings-inference:latest' } },
    says: 'images.embeddings = "ghcr.io/huggingface/text-embeddings-inference:latest": allowed is a release tag in production',
  },
  {
    stack: 'production',
    settings: { images: { embeddings: 'ghcr.io/owner/name' } },
    says: 'images.embeddings = "ghcr.io/owner/name": allowed is a release tag in production',
  },
  {
    stack: 'production',
    settings: { api: { hotReload: true } },
    says: 'api.hotReload = true: allowed is false in production',
  },
  {
    stack: 'production',
    settings: { api: { profiling: true } },
    says: 'api.profiling = true: allowed is false in production',
  },
  {
    stack: 'production',
    settings: { mysql: { maxConnections: 400 } },
    says: 'mysql.maxConnections = 400: allowed is at least 450: 11 pods × (poolSize + maxOverflow) + 10',
  },
  {
    settings: { mysql: { poolSize: 100 } },
    says: 'mysql.maxConnections = 151: allowed is at least 250: 2 pods × (poolSize + maxOverflow) + 10',
  },
  {
    settings: { mysql: { mode: 'external' } },
    says: 'mysql.external: host, port and credentials, because mysql.mode is external',
  },
  {
    settings: { mysql: { mode: 'external', external: { host: 'db', port: 3306, tls: true } } },
    says: 'mysql.external: exactly one of password, existingSecret',
  },
  {
    settings: { mysql: { external: { host: 'db', port: 3306, tls: true, password: 'long-enough' } } },
    says: 'mysql.external: left out while mysql.mode is inCluster',
  },
  {
    settings: { redis: { mode: 'external' } },
    says: 'redis.external: host, port and credentials, because redis.mode is external',
  },
  {
    settings: {
      milvus: {
        mode: 'external',
        external: {
          host: 'm',
          port: 443,
          tls: true,
          token: 'long-enough',
          existingSecret: { name: 'm', key: 'token' },
        },
      },
    },
    says: 'milvus.external: exactly one of token, existingSecret',
  },
  {
    settings: { embeddings: { mode: 'external' } },
    says: 'embeddings.external: baseUrl, because embeddings.mode is external',
  },
  {
    settings: { embeddings: { mode: 'builtin', external: { baseUrl: 'https://api.example.com/v1' } } },
    says: 'embeddings.external: left out unless embeddings.mode is external',
  },
  {
    settings: {
      embeddings: {
        mode: 'external',
        external: {
          baseUrl: 'https://api.example.com/v1',
          apiKey: 'long-enough',
          existingSecret: { name: 'e', key: 'key' },
        },
      },
    },
    says: 'embeddings.external: at most one of apiKey, existingSecret',
  },
  {
    settings: { ingress: { host: '' } },
    says: 'ingress.host = "": allowed is a host name: TLS (selfSigned) needs one',
  },
  {
    settings: { ingress: { tls: { mode: 'secret' } } },
    says: 'ingress.tls.secretName: the name of a TLS Secret, because ingress.tls.mode is secret',
  },
  {
    settings: { ingress: { tls: { mode: 'certManager' } } },
    says: 'ingress.tls.issuer: the name of an issuer, because ingress.tls.mode is certManager',
  },
  {
    settings: { redis: { state: { maxMemory: '250Mi' } } },
    says: 'redis.state.maxMemory = "250Mi": allowed is at most three quarters of redis.state.resources.limits.memory (256Mi)',
  },
  {
    settings: { redis: { cache: { maxMemory: '192Mi' } } },
    says: 'redis.cache.maxMemory = "192Mi": allowed is at most three quarters of redis.cache.resources.limits.memory (192Mi)',
  },
  ...(['staging', 'production'] as const).map(
    (stack): Case => ({
      stack,
      settings: { policies: { 'run-as-non-root': { level: 'disabled' } } },
      says: `policies.run-as-non-root.reason: a reason why run-as-non-root is disabled and not mandatory in ${stack}`,
    }),
  ),
  {
    settings: { policies: { 'run-as-nonroot': { level: 'disabled' } } },
    says: 'policies.run-as-nonroot: unknown key; did you mean policies.run-as-non-root?',
  },
  {
    settings: { policies: { 'spread-pods': { level: 'off', reason: 'short' } } },
    says: 'policies.spread-pods.level = "off": allowed is mandatory, advisory, disabled',
  },
  {
    settings: { policies: { 'spread-pods': { level: 'disabled', reason: 'short' } } },
    says: 'policies.spread-pods.reason = "short": allowed is at least 10 characters',
  },
  {
    settings: { monitoring: { mode: 'none', slack } },
    says: 'monitoring.mode = "none": allowed is standalone or operator: nothing else sends e-mail or writes to Slack',
  },
  {
    settings: { monitoring: { slack: { ...slack, existingSecret: { name: 's', key: 'url' } } } },
    says: 'monitoring.slack: exactly one of webhookUrl, existingSecret',
  },
  {
    settings: {
      monitoring: {
        email: { ...email, password: 'long-enough', existingSecret: { name: 's', key: 'password' } },
      },
    },
    says: 'monitoring.email: at most one of password, existingSecret',
  },
  {
    settings: { monitoring: { email } },
    says: 'monitoring.email.username = "mcp": allowed is given together with password or existingSecret',
  },
  ...[
    'api.resources',
    'mysql.resources',
    'redis.state.resources',
    'redis.cache.resources',
    'milvus.resources',
    'embeddings.resources',
    'monitoring.resources',
  ].flatMap((key): Case[] => {
    const at = (requests: object) =>
      key.split('.').reduceRight<object>((inner, part) => ({ [part]: inner }), {
        requests,
        limits: { cpu: '1', memory: '512Mi' },
      });
    return [
      {
        settings: at({ cpu: '1001m', memory: '1Mi' }),
        says: `${key}.requests.cpu = "1001m": allowed is at most the limit (1)`,
      },
      {
        settings: at({ cpu: '1m', memory: '1Gi' }),
        says: `${key}.requests.memory = "1Gi": allowed is at most the limit (512Mi)`,
      },
    ];
  }),
];

for (const { stack = 'development', settings, says } of cases) {
  test(`${stack}: ${says}`, () => {
    assert.throws(
      () => loadSettings(stack, settings),
      (error: unknown) => {
        assert.ok(error instanceof SettingsError);
        const lines = error.message.split('\n').map((line) => line.trim());
        assert.ok(lines.includes(says), error.message);
        return true;
      },
    );
  });
}
