/** The keys that take effect while the service runs; every other one is read once, at the start. */
export const LIVE_KEYS = [
  'database.pool_size',
  'database.max_overflow',
  'api.rate_limit',
  'api.failed_key_limit',
  'api.allowed_ips',
  'cache.l1_max_entries',
  'cache.l1_max_bytes',
  'cache.l1_ttl_seconds',
  'cache.l2_ttl_seconds',
  'logging.level',
] as const;

export type LiveKey = (typeof LIVE_KEYS)[number];

export const isLive = (key: string): key is LiveKey => LIVE_KEYS.some((live) => live === key);

/** Why the keys of a section, or one key, wait for the next start. */
const REASONS: Readonly<Record<string, string>> = {
  environment: 'the headers and checks of the environment are chosen at the start',
  server: 'ports and proxies are set up at the start',
  database: 'the pool logs in with it',
  redis: 'the connections are made with it',
  milvus: 'the connection is made with it',
  embeddings: 'vectors of two models must not mix',
  api: 'the routes are set up with it',
  'api.api_keys': 'these are written to the database by `ops migrate`; `ops keys` manages keys at any time',
  keys: 'whom to tell of a rotation is set up at the start',
  memory: 'the operations on memories are set up with it',
  logging: 'the file is opened at the start',
  tracing: 'the exporter is set up at the start',
  features: 'it decides what is set up at the start',
};

/** Says in words why a key cannot change now. */
export function whyCold(key: string): string {
  const reason = REASONS[key] ?? REASONS[key.split('.')[0] ?? ''] ?? 'it is read once';
  return `${key} cannot change while the service runs: ${reason}. Change the configuration and restart; live keys: ${LIVE_KEYS.join(', ')}`;
}
