import { merge, type Tree } from '../../../stacks/merge.ts';
import type { RuleName } from '../../../stacks/rules.ts';
import { isSection, keys, nested, OPTIONAL_SECTIONS, PEM } from './keys.ts';

/** Settings that break one rule. */
export interface Case {
  /** Development where none is named. */
  stack?: string;
  settings: object;
  /** The whole line of the message. */
  says: string;
}

/** A section that is right by itself. */
const right = (key: string): Tree => OPTIONAL_SECTIONS[key] as Tree;

/** The same without some of its keys. */
const without = (key: string, ...names: string[]): Tree =>
  Object.fromEntries(Object.entries(right(key)).filter(([name]) => !names.includes(name)));

const build = right('api.image.build');
const digest = `sha256:${'a'.repeat(64)}`;
const slack = right('monitoring.slack');
const email = right('monitoring.email');
const embeddings = right('embeddings.external');

/** Sections that say where something leaves the stack to, each right by itself. */
const OUTGOING = Object.fromEntries(
  [
    'api.tracing',
    'api.keyNotices.webhook',
    'api.keyNotices.email',
    'monitoring.email',
    'monitoring.slack',
  ].map((key) => [key, right(key)]),
);

const STORES = { mysql: 'password', redis: 'password', milvus: 'token' };

const eachStore = (make: (store: string, secret: string) => Case): Case[] =>
  Object.entries(STORES).map(([store, secret]) => make(store, secret));

/** An external store with `more` in its section. */
const externally = (store: string, more: object) => ({
  [store]: { mode: 'external', external: { ...right(`${store}.external`), ...more } },
});

const CLUSTER = right('milvus.cluster');

/** Every section of the schema with requests and limits. */
const RESOURCES = keys()
  .filter((key) => isSection(key) && key.key.endsWith('.resources'))
  .map(({ key }) => key);

const LIMITS = { cpu: '1', memory: '4Gi' };

/** Each of them with requests that say `says` after the section's key. */
const requesting = (requests: { cpu: string; memory: string }, says: string): Case[] =>
  RESOURCES.map((key) => ({
    settings: nested(key.split('.'), { requests, limits: LIMITS }),
    says: `${key}.requests.${says}`,
  }));

const inProduction = (settings: object, says: string): Case => ({ stack: 'production', settings, says });

/** Every image of the schema but the registry in front of them. */
const IMAGES = keys()
  .map(({ key }) => /^images\.(?!registry$)(\w+)$/.exec(key)?.[1])
  .filter((name) => name !== undefined);

const KEPT_ELSEWHERE = {
  source: 'externalSecrets',
  externalSecrets: right('secrets.externalSecrets'),
};

const withMigration = (migration: object) => externally('mysql', { migration });

/** By the section: settings in which it holds its credential itself. */
const HOLDING: Record<string, Tree> = {
  ...Object.fromEntries(Object.keys(STORES).map((store) => [`${store}.external`, externally(store, {})])),
  'mysql.external.migration': {
    mysql: {
      mode: 'external',
      external: {
        ...without('mysql.external', 'password'),
        migration: right('mysql.external.migration'),
      },
    },
  },
  'milvus.cluster.storage': {
    milvus: {
      mode: 'cluster',
      cluster: merge(CLUSTER, {
        storage: { accessKey: 'key', secretKey: 'long-enough', existingSecret: null },
      }),
    },
  },
  'embeddings.external': {
    embeddings: { mode: 'external', external: { ...embeddings, apiKey: 'long-enough' } },
  },
  ...Object.fromEntries(
    ['api.keyNotices.webhook', 'api.keyNotices.email'].map((key) => [
      key,
      nested(key.split('.'), right(key)),
    ]),
  ),
};

/** For every rule, settings that break it. */
export const BROKEN: Record<RuleName, Case[]> = {
  'image-one-source': [
    {
      settings: { api: { image: { digest, build } } },
      says: 'api.image: either build or digest, not both (null takes a key of the profile away)',
    },
    {
      settings: { api: { image: { build: null } } },
      says: 'api.image: either build or digest, not both (null takes a key of the profile away)',
    },
  ],
  'image-tested': [
    {
      stack: 'staging',
      settings: { api: { image: { build } } },
      says: 'api.image.build: a digest in staging: what runs there was tested before',
    },
    inProduction(
      { api: { image: { build } } },
      'api.image.build: a digest in production: what runs there was tested before',
    ),
  ],

  'replicas-ordered': [
    {
      settings: { api: { hpa: { enabled: true, minReplicas: 4, maxReplicas: 2 } } },
      says: 'api.hpa.minReplicas = 4: allowed is at most api.hpa.maxReplicas (2)',
    },
  ],
  'hpa-metric-unused': [
    {
      settings: { api: { hpa: { customMetric: right('api.hpa.customMetric') } } },
      says: 'api.hpa.customMetric: left out while api.hpa.enabled is false',
    },
  ],
  'replicas-redundant': [
    inProduction(
      { api: { replicas: 1, hpa: { enabled: false } } },
      'api.replicas = 1: allowed is at least 2 in production',
    ),
    inProduction(
      { api: { hpa: { minReplicas: 1 } } },
      'api.hpa.minReplicas = 1: allowed is at least 2 in production',
    ),
  ],

  'production-stores-protected': [
    inProduction(
      { protection: { stores: false } },
      'protection.stores = false: allowed is true in production',
    ),
  ],
  'production-network-closed': [
    inProduction(
      { protection: { networkPolicies: false } },
      'protection.networkPolicies = false: allowed is true in production',
    ),
  ],
  'production-trusted-tls': [
    inProduction(
      { ingress: { tls: { mode: 'selfSigned' } } },
      'ingress.tls.mode = "selfSigned": allowed is secret or certManager in production',
    ),
  ],
  'production-released-service': [
    inProduction(
      { api: { image: { tag: 'latest' } } },
      'api.image.tag = "latest": allowed is a release tag in production',
    ),
  ],
  'production-released-images': [
    ...IMAGES.map((name) => {
      // All but one are below the registry of the settings.
      const image = name === 'embeddings' ? 'ghcr.io/owner/name:latest' : 'owner/name:latest';
      const says = `images.${name} = "${image}": allowed is a release tag in production`;
      return inProduction({ images: { [name]: image } }, says);
    }),
    inProduction(
      { images: { embeddings: 'ghcr.io/owner/name' } },
      'images.embeddings = "ghcr.io/owner/name": allowed is a release tag in production',
    ),
  ],
  'production-settled-configuration': [
    inProduction({ api: { hotReload: true } }, 'api.hotReload = true: allowed is false in production'),
  ],
  'production-no-profiles': [
    inProduction({ api: { profiling: true } }, 'api.profiling = true: allowed is false in production'),
  ],

  'pools-fit': [
    inProduction(
      { mysql: { maxConnections: 400 } },
      'mysql.maxConnections = 400: allowed is at least 450: 11 pods × (poolSize + maxOverflow) + 10',
    ),
    {
      settings: { mysql: { poolSize: 100 } },
      says: 'mysql.maxConnections = 151: allowed is at least 250: 2 pods × (poolSize + maxOverflow) + 10',
    },
  ],

  'store-external-described': eachStore((store) => ({
    settings: { [store]: { mode: 'external' } },
    says: `${store}.external: host, port and credentials, because ${store}.mode is external`,
  })),
  'store-external-unused': eachStore((store) => ({
    settings: { [store]: { external: right(`${store}.external`) } },
    says: `${store}.external: left out while ${store}.mode is inCluster`,
  })),
  'store-one-credential': [
    ...eachStore((store, secret) => ({
      settings: externally(store, { [secret]: undefined }),
      says: `${store}.external: exactly one of ${secret}, existingSecret`,
    })),
    ...eachStore((store, secret) => ({
      settings: externally(store, { existingSecret: { name: 'theirs', key: 'url' } }),
      says: `${store}.external: exactly one of ${secret}, existingSecret`,
    })),
  ],
  'authority-one-source': [
    ...eachStore((store) => ({
      settings: externally(store, { ca: {} }),
      says: `${store}.external.ca: exactly one of certificate, existingSecret, existingConfigMap`,
    })),
    {
      settings: {
        embeddings: {
          mode: 'external',
          external: {
            ...embeddings,
            ca: { certificate: PEM, existingSecret: { name: 'ca', key: 'ca.crt' } },
          },
        },
      },
      says: 'embeddings.external.ca: exactly one of certificate, existingSecret, existingConfigMap',
    },
  ],
  'authority-encrypted': [
    ...eachStore((store) => ({
      settings: externally(store, { tls: false, ca: { certificate: PEM } }),
      says: `${store}.external.ca: left out unless ${store}.external.tls is on: only then there is a certificate to judge`,
    })),
    {
      settings: {
        embeddings: {
          mode: 'external',
          external: { baseUrl: 'http://api.example.com/v1', ca: { certificate: PEM } },
        },
      },
      says: 'embeddings.external.ca: left out unless embeddings.external.baseUrl begins with https://: only then there is a certificate to judge',
    },
  ],
  'mysql-named-host': [
    {
      settings: externally('mysql', { host: '10.0.0.5' }),
      says: 'mysql.external.host = "10.0.0.5": allowed is a host name, no address, because mysql.external.tls is on: the certificate is compared with it',
    },
  ],
  'milvus-cluster-described': [
    {
      settings: { milvus: { mode: 'cluster' } },
      says: 'milvus.cluster: replicas, etcd, storage and queue, because milvus.mode is cluster',
    },
  ],
  'milvus-cluster-unused': [
    {
      settings: { milvus: { cluster: CLUSTER } },
      says: 'milvus.cluster: left out while milvus.mode is inCluster',
    },
  ],
  'milvus-cluster-one-credential': [
    { accessKey: 'key' },
    { existingSecret: null },
    { existingSecret: null, secretKey: 'long-enough' },
  ].map((storage) => ({
    settings: { milvus: { mode: 'cluster', cluster: merge(CLUSTER, { storage }) } },
    says: 'milvus.cluster.storage: either existingSecret, or accessKey and secretKey',
  })),
  'milvus-cluster-one-pulsar': [
    {
      settings: {
        milvus: {
          mode: 'cluster',
          cluster: merge(CLUSTER, { queue: { type: 'pulsar', endpoints: ['a:6650', 'b:6650'] } }),
        },
      },
      says: 'milvus.cluster.queue.endpoints = ["a:6650","b:6650"]: allowed is one address, because milvus.cluster.queue.type is pulsar',
    },
  ],
  'mysql-own-user': [
    {
      settings: { mysql: { username: 'root' } },
      says: 'mysql.username = "root": allowed is a user besides root, which the server makes by itself with all rights',
    },
  ],

  'embeddings-external-described': [
    {
      settings: { embeddings: { mode: 'external' } },
      says: 'embeddings.external: baseUrl, because embeddings.mode is external',
    },
  ],
  'embeddings-external-unused': [
    {
      settings: { embeddings: { mode: 'builtin', external: embeddings } },
      says: 'embeddings.external: left out unless embeddings.mode is external',
    },
  ],
  'embeddings-one-credential': [
    {
      settings: {
        embeddings: {
          mode: 'external',
          external: {
            ...embeddings,
            apiKey: 'long-enough',
            existingSecret: { name: 'e', key: 'key' },
          },
        },
      },
      says: 'embeddings.external: at most one of apiKey, existingSecret',
    },
  ],

  'ingress-host': [
    {
      settings: { ingress: { host: '' } },
      says: 'ingress.host = "": allowed is a host name: TLS (selfSigned) needs one',
    },
  ],
  'ingress-tls-secret': [
    {
      settings: { ingress: { tls: { mode: 'secret' } } },
      says: 'ingress.tls.secretName: the name of a TLS Secret, because ingress.tls.mode is secret',
    },
  ],
  'ingress-tls-issuer': [
    {
      settings: { ingress: { tls: { mode: 'certManager' } } },
      says: 'ingress.tls.issuer: the name of an issuer, because ingress.tls.mode is certManager',
    },
  ],

  'requests-cpu-within-limit': requesting(
    { cpu: '1001m', memory: '1Mi' },
    'cpu = "1001m": allowed is at most the limit (1)',
  ),
  'requests-memory-within-limit': requesting(
    { cpu: '1m', memory: '4097Mi' },
    'memory = "4097Mi": allowed is at most the limit (4Gi)',
  ),
  'redis-data-within-limit': [
    {
      settings: { redis: { state: { maxMemory: '250Mi' } } },
      says: 'redis.state.maxMemory = "250Mi": allowed is at most three quarters of redis.state.resources.limits.memory (256Mi)',
    },
    {
      settings: { redis: { cache: { maxMemory: '192Mi' } } },
      says: 'redis.cache.maxMemory = "192Mi": allowed is at most three quarters of redis.cache.resources.limits.memory (192Mi)',
    },
  ],

  'policy-exception-reasoned': (['staging', 'production'] as const).map((stack) => ({
    stack,
    settings: { policies: { 'run-as-non-root': { level: 'disabled' } } },
    says: `policies.run-as-non-root.reason: a reason why run-as-non-root is disabled and not mandatory in ${stack}`,
  })),

  'receiver-needs-monitoring': [
    {
      settings: { monitoring: { mode: 'none', slack } },
      says: 'monitoring.mode = "none": allowed is standalone or operator: nothing else sends e-mail or writes to Slack',
    },
    {
      settings: { monitoring: { mode: 'none', email } },
      says: 'monitoring.mode = "none": allowed is standalone or operator: nothing else sends e-mail or writes to Slack',
    },
  ],
  'email-one-credential': [
    {
      settings: {
        monitoring: {
          email: { ...email, existingSecret: { name: 's', key: 'password' } },
        },
      },
      says: 'monitoring.email: at most one of password, existingSecret',
    },
  ],
  'email-complete-login': [
    {
      settings: { monitoring: { email: { ...email, password: undefined } } },
      says: 'monitoring.email.username = "mcp": allowed is given together with password or existingSecret',
    },
    {
      settings: { monitoring: { email: { ...email, username: '' } } },
      says: 'monitoring.email.username = "": allowed is given together with password or existingSecret',
    },
  ],
  'slack-one-credential': [
    {
      settings: { monitoring: { slack: { ...slack, existingSecret: { name: 's', key: 'url' } } } },
      says: 'monitoring.slack: exactly one of webhookUrl, existingSecret',
    },
    {
      settings: { monitoring: { slack: { ...slack, webhookUrl: undefined } } },
      says: 'monitoring.slack: exactly one of webhookUrl, existingSecret',
    },
  ],
  'outgoing-one-destination': Object.entries(OUTGOING).map(([key, section]) => ({
    settings: nested(key.split('.'), { ...section, namespace: 'somewhere', cidr: '10.0.0.0/8' }),
    says: `${key}: at most one of namespace, cidr`,
  })),
  'outgoing-encrypted': [
    inProduction(
      { api: { tracing: { ...OUTGOING['api.tracing'], endpoint: 'http://traces.example.com' } } },
      'api.tracing: an https endpoint in production, or a namespace of the cluster that it goes to',
    ),
    inProduction(
      {
        api: {
          keyNotices: { webhook: { ...OUTGOING['api.keyNotices.webhook'], url: 'http://hooks.example.com' } },
        },
      },
      'api.keyNotices.webhook: an https url in production, or a namespace of the cluster that it goes to',
    ),
    inProduction(
      { monitoring: { slack: { ...slack, webhookUrl: 'http://hooks.example.com/x' } } },
      'monitoring.slack: an https webhookUrl in production, or a namespace of the cluster that it goes to',
    ),
  ],
  'notices-webhook-one-secret': [
    {
      settings: { api: { keyNotices: { webhook: { url: 'https://hooks.example.com' } } } },
      says: 'api.keyNotices.webhook: exactly one of secret, existingSecret',
    },
    {
      settings: {
        api: {
          keyNotices: {
            webhook: { ...OUTGOING['api.keyNotices.webhook'], existingSecret: { name: 's', key: 'secret' } },
          },
        },
      },
      says: 'api.keyNotices.webhook: exactly one of secret, existingSecret',
    },
  ],
  'notices-email-one-credential': [
    {
      settings: {
        api: {
          keyNotices: {
            email: { ...OUTGOING['api.keyNotices.email'], existingSecret: { name: 's', key: 'url' } },
          },
        },
      },
      says: 'api.keyNotices.email: at most one of password, existingSecret',
    },
  ],
  'notices-email-complete-login': [
    {
      settings: { api: { keyNotices: { email: { ...OUTGOING['api.keyNotices.email'], username: '' } } } },
      says: 'api.keyNotices.email.username = "": allowed is given together with password',
    },
    {
      settings: {
        api: { keyNotices: { email: { ...OUTGOING['api.keyNotices.email'], password: undefined } } },
      },
      says: 'api.keyNotices.email.username = "mcp": allowed is given together with password',
    },
  ],

  'priority-existing-described': [
    {
      settings: { priority: { mode: 'existing' } },
      says: 'priority.existing: stores, service and support, because priority.mode is existing',
    },
  ],
  'priority-existing-unused': [
    {
      settings: { priority: { existing: right('priority.existing') } },
      says: 'priority.existing: left out while priority.mode is none',
    },
    inProduction(
      { priority: { existing: right('priority.existing') } },
      'priority.existing: left out while priority.mode is own',
    ),
  ],

  'external-secrets-described': [
    {
      settings: { secrets: { source: 'externalSecrets' } },
      says: 'secrets.externalSecrets: store and key, because secrets.source is externalSecrets',
    },
  ],
  'external-secrets-unused': [
    {
      settings: { secrets: { ...KEPT_ELSEWHERE, source: 'generated' } },
      says: 'secrets.externalSecrets: left out while secrets.source is generated',
    },
  ],
  'external-secrets-alone': Object.entries(HOLDING).map(([key, settings]) => ({
    settings: merge({ secrets: KEPT_ELSEWHERE }, settings),
    says: `${key}: without the credential itself, because secrets.source is externalSecrets`,
  })),
  'mysql-migration-credential': [
    {
      settings: withMigration({ username: 'schema' }),
      says: 'mysql.external.migration: exactly one of password, existingSecret',
    },
    {
      settings: withMigration({ password: 'long-enough' }),
      says: 'mysql.external.migration.username: given together with password, left out together with existingSecret',
    },
    {
      settings: withMigration({ username: 'schema', existingSecret: { name: 'db', key: 'url' } }),
      says: 'mysql.external.migration.username = "schema": allowed is given together with password, left out together with existingSecret',
    },
  ],
  'mysql-free-user': [
    {
      settings: { mysql: { username: 'mcp_backup' } },
      says: 'mysql.username = "mcp_backup": allowed is none of mcp_migration, mcp_backup, mcp_exporter, which the stack makes by itself',
    },
  ],
};
