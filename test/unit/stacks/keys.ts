import type { Rule } from '../../../stacks/mistakes.ts';
import { SettingsSchema } from '../../../stacks/settings.ts';

export interface Key {
  /** Dotted; `*` stands for any entry of a list and for any key of a section that has free ones. */
  key: string;
  rule: Rule;
  /** Whether a stack may leave it out. */
  optional: boolean;
}

/** Schemas have it beside what messages need. */
interface Required {
  required?: string[];
}

/** Sections whose keys are all alike, so that one stands for them. */
const ALIKE = ['policies'];

/** Every key of the schema, sections first, then what is in them. */
export function keys(rule = SettingsSchema as unknown as Rule, key = ''): Key[] {
  const at = (name: string) => (key ? `${key}.${name}` : name);
  const found = (name: string, below: Rule): Key[] => [
    { key: at(name), rule: below, optional: !(rule as Required).required?.includes(name) },
    ...keys(below, at(name)),
  ];
  const named = Object.entries(rule.properties ?? {});
  const alike = rule.items ?? Object.values(rule.patternProperties ?? {})[0];
  if (alike) return found('*', alike);
  if (ALIKE.includes(key)) return found('*', named[0]?.[1] as Rule);
  return named.flatMap(([name, below]) => found(name, below));
}

export const isSection = ({ rule }: Key): boolean => rule.properties !== undefined;

/** Every setting that is no section. */
export const leaves = (): Key[] => keys().filter((key) => !isSection(key));

/** `{a: {b: value}}` for the path `['a', 'b']`. */
export const nested = (path: string[], value: unknown): Record<string, unknown> =>
  path.reduceRight((inner: unknown, part) => ({ [part]: inner }), value) as Record<string, unknown>;

export const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** Each kind of external store with an authority, and the two places where that may be kept. */
const authorities = Object.fromEntries(
  ['mysql', 'redis', 'milvus', 'embeddings'].flatMap((store) => [
    [`${store}.external.ca`, {}],
    [`${store}.external.ca.existingSecret`, { name: 'authority', key: 'ca.crt' }],
    [`${store}.external.ca.existingConfigMap`, { name: 'authority', key: 'ca.crt' }],
  ]),
);

/** Sections that no profile has, with a value each that is right. */
export const OPTIONAL_SECTIONS: Record<string, Record<string, unknown>> = {
  'api.image.build': { context: '.', dockerfile: 'Dockerfile', target: '', network: '' },
  'api.hpa.customMetric': { name: 'http_requests_in_flight', averageValue: 10 },
  'api.tracing': { endpoint: 'https://traces.example.com', samplePercent: 10 },
  'api.keyNotices.webhook': { url: 'https://hooks.example.com/keys', secret: 'long-enough' },
  'api.keyNotices.webhook.existingSecret': { name: 'hook', key: 'secret' },
  'api.keyNotices.email': {
    from: 'mcp@example.com',
    host: 'smtp.example.com',
    port: 587,
    tls: false,
    username: 'mcp',
    password: 'long-enough',
  },
  'api.keyNotices.email.existingSecret': { name: 'smtp', key: 'url' },
  'mysql.external': { host: 'db.example.com', port: 3306, tls: true, password: 'long-enough' },
  'mysql.external.existingSecret': { name: 'db', key: 'url' },
  'mysql.external.migration': { username: 'schema', password: 'long-enough' },
  'mysql.external.migration.existingSecret': { name: 'db', key: 'schema-url' },
  'redis.external': { host: 'r.example.com', port: 6379, tls: true, username: '', password: 'long-enough' },
  'redis.external.existingSecret': { name: 'redis', key: 'url' },
  'milvus.external': { host: 'm.example.com', port: 19530, tls: true, token: 'long-enough' },
  'milvus.external.existingSecret': { name: 'milvus', key: 'token' },
  'secrets.externalSecrets': {
    store: 'vault',
    storeKind: 'ClusterSecretStore',
    key: 'mcp/production',
    refreshMinutes: 60,
    version: 1,
  },
  'milvus.cluster': {
    replicas: { proxy: 2, coordinator: 1, queryNode: 3, dataNode: 2, indexNode: 2 },
    etcd: { endpoints: ['etcd-0.etcd:2379', 'etcd-1.etcd:2379'] },
    storage: {
      endpoint: 's3.example.com:443',
      bucket: 'memories',
      region: 'eu-central-1',
      tls: true,
      existingSecret: 'milvus-storage',
    },
    queue: { type: 'kafka', endpoints: ['kafka-0.kafka:9092'] },
    cidr: '10.20.0.0/16',
  },
  'priority.existing': { stores: 'data-critical', service: 'business-critical', support: 'best-effort' },
  ...authorities,
  'monitoring.email': {
    to: 'ops@example.com',
    from: 'mcp@example.com',
    severity: 'warning',
    host: 'smtp.example.com',
    port: 587,
    tls: true,
    username: 'mcp',
    password: 'long-enough',
  },
  'monitoring.email.existingSecret': { name: 'smtp', key: 'password' },
  'monitoring.slack': { channel: '#alerts', severity: 'critical', webhookUrl: 'https://hooks.example.com/x' },
  'monitoring.slack.existingSecret': { name: 'slack', key: 'url' },
  'embeddings.external': { baseUrl: 'https://api.example.com/v1' },
  'embeddings.external.existingSecret': { name: 'embeddings', key: 'key' },
};
