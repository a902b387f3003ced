import type { Rule } from '../../../stacks/mistakes.ts';
import { SettingsSchema } from '../../../stacks/settings.ts';

export interface Leaf {
  key: string;
  rule: Rule;
}

/** Every setting of the schema that is no section, by its dotted key. */
export function leaves(rule = SettingsSchema as unknown as Rule, key = ''): Leaf[] {
  if (!rule.properties || rule.allowed) return [{ key, rule }];
  return Object.entries(rule.properties).flatMap(([name, below]) =>
    leaves(below, key ? `${key}.${name}` : name),
  );
}

/** `{a: {b: value}}` for `a.b`. */
export const nested = (key: string, value: unknown): Record<string, unknown> =>
  key.split('.').reduceRight((inner: unknown, part) => ({ [part]: inner }), value) as Record<string, unknown>;

/** Sections that no profile has, with a value each that is right. */
export const OPTIONAL_SECTIONS: Record<string, Record<string, unknown>> = {
  'api.image.build': { context: '.', dockerfile: 'Dockerfile', target: '', network: '' },
  'mysql.external': { host: 'db.example.com', port: 3306, tls: true, password: 'long-enough' },
  'mysql.external.existingSecret': { name: 'db', key: 'url' },
  'redis.external': { host: 'r.example.com', port: 6379, tls: true, username: '', password: 'long-enough' },
  'redis.external.existingSecret': { name: 'redis', key: 'url' },
  'milvus.external': { host: 'm.example.com', port: 19530, tls: true, token: 'long-enough' },
  'milvus.external.existingSecret': { name: 'milvus', key: 'token' },
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
