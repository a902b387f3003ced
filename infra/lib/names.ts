/** Ports by the name of their listener. */
export const PORTS = {
  http: 8000,
  ws: 8765,
  metrics: 9090,
  mysql: 3306,
  redis: 6379,
  milvus: 19530,
  milvusMetrics: 9091,
  embeddings: 8080,
  prometheus: 9090,
  alertmanager: 9093,
  mysqlExporter: 9104,
  redisExporter: 9121,
} as const;

/** User and group ids that the images run as. */
export const UIDS = {
  mysql: 999,
  redis: 999,
  milvus: 1000,
  embeddings: 1000,
  api: 1000,
  monitoring: 65534,
} as const;

/** Where the service finds its configuration. */
export const CONFIG_DIR = '/etc/mcp';

/** Keys of the Secret `mcp-secrets`; each is a file below /etc/mcp/secrets. */
export const SECRET_KEYS = {
  databaseUrl: 'database-url',
  redisUrl: 'redis-url',
  redisCacheUrl: 'redis-cache-url',
  milvusToken: 'milvus-token',
  embeddingsApiKey: 'embeddings-api-key',
  webhookSecret: 'keys-webhook-secret',
  smtpUrl: 'smtp-url',
  apiKey: (number: number) => `api-key-${number}`,
} as const;
