import type { Variables } from './secrets.ts';
import type { Tree } from './tree.ts';

/** How one environment variable changes the configuration. */
interface Override {
  path: string;
  /** The variable's text as the configuration writes it; undefined = leave the configuration alone. */
  read?: (value: string) => string | undefined;
}

const LEVELS: Record<string, string> = { warning: 'warn', critical: 'fatal' };
const level = (value: string) => LEVELS[value.toLowerCase()] ?? value.toLowerCase();
const secondsToMs = (value: string) => (/^\d+(\.\d+)?$/.test(value) ? String(Number(value) * 1000) : value);
/** Kubernetes sets NAME_PORT=tcp://… for a Service called NAME; that is an address, not a port. */
const realPort = (value: string) => (value.startsWith('tcp://') ? undefined : value);
const debug = (value: string) => (/^(true|1|yes|on)$/i.test(value) ? 'debug' : undefined);

/** Later entries win over earlier ones. */
export const OVERRIDES: Readonly<Record<string, Override>> = {
  ENV: { path: 'environment' },
  DATABASE_URL: { path: 'database.url' },
  DB_PASSWORD: { path: 'database.password' },
  REDIS_URL: { path: 'redis.url' },
  REDIS_CACHE_URL: { path: 'redis.cache_url' },
  REDIS_HOST: { path: 'redis.host' },
  REDIS_PORT: { path: 'redis.port', read: realPort },
  REDIS_PASSWORD: { path: 'redis.password' },
  REDIS_TIMEOUT: { path: 'redis.timeout_ms', read: secondsToMs },
  MILVUS_HOST: { path: 'milvus.host' },
  MILVUS_PORT: { path: 'milvus.port', read: realPort },
  MILVUS_TOKEN: { path: 'milvus.token' },
  EMBEDDINGS_API_KEY: { path: 'embeddings.api_key' },
  KEYS_WEBHOOK_SECRET: { path: 'keys.notify.webhook_secret' },
  SMTP_URL: { path: 'keys.notify.smtp_url' },
  LOG_LEVEL: { path: 'logging.level', read: level },
  DEBUG: { path: 'logging.level', read: debug },
  OTEL_EXPORTER_OTLP_ENDPOINT: { path: 'tracing.endpoint' },
  OTEL_SERVICE_NAME: { path: 'tracing.service_name' },
  ENABLE_PROFILING: { path: 'features.profiling' },
  ENABLE_METRICS: { path: 'features.metrics' },
  CONFIG_HOT_RELOAD: { path: 'features.hot_reload' },
};

/** Applies every known variable, and API_KEY_1 … API_KEY_n in the order of their numbers. Empty ones are ignored. */
export function applyOverrides(tree: Tree, variables: Variables): void {
  for (const [name, { path, read }] of Object.entries(OVERRIDES)) {
    const variable = variables[name];
    if (!variable?.value) continue;
    const value = read ? read(variable.value) : variable.value;
    if (value !== undefined) tree.set(path, value, variable.source);
  }
  const numbered = Object.keys(variables)
    .filter((name) => /^API_KEY_\d+$/.test(name) && variables[name]?.value)
    .sort((a, b) => Number(a.slice(8)) - Number(b.slice(8)));
  for (const name of numbered) {
    const { value = '', source = '' } = variables[name] ?? {};
    if (!tree.list('api.api_keys').includes(value)) tree.append('api.api_keys', value, source);
  }
}
