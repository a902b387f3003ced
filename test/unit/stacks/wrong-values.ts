/** A value that a key must refuse, and what the message says is allowed instead. */
export type Wrong = readonly [value: unknown, allowed: string];

type Table = Record<string, Wrong>;

const YES = ['yes', 'true, false'] as const;
const NAME = ['My_Name', 'at most 63 lower-case letters, digits and hyphens'] as const;
const OBJECT = ['Business Critical', 'a name such as business-critical'] as const;
const HOST = ['https://memory.example.com', 'a host name such as memory.example.com'] as const;
const PORT = [65_536, 'a whole number from 1 to 65535'] as const;
const BLOCK = ['10.0.0.0/33', 'a block such as 10.0.0.0/8'] as const;
const SIZE = ['512MB', 'a size such as 512Mi or 10Gi'] as const;
const CORES = ['500 m', 'cores such as 500m, 0.5 or 2'] as const;
const MILLISECONDS = [0, 'a whole number from 1 to 300000'] as const;
const SECRET = ['short', 'at least 8 characters'] as const;
const TEXT = [7, 'a text'] as const;
const EMPTY = [' ', 'a text that is not empty'] as const;
const SEVERITY = ['info', 'critical, warning'] as const;

const image = (value: string): Wrong => [value, 'a path with a tag, such as library/redis:8.0.5'];

const resources = (key: string): Table => ({
  [`${key}.requests.cpu`]: CORES,
  [`${key}.requests.memory`]: SIZE,
  [`${key}.limits.cpu`]: CORES,
  [`${key}.limits.memory`]: SIZE,
});

const authority = (key: string): Table => ({
  [`${key}.ca.certificate`]: ['/etc/ssl/ca.crt', 'a certificate in PEM'],
  ...existingSecret(`${key}.ca`),
  [`${key}.ca.existingConfigMap.name`]: NAME,
  [`${key}.ca.existingConfigMap.key`]: ['my key', 'letters, digits, -, _ and .'],
});

const endpoints = (key: string): Table => ({
  [key]: ['etcd:2379', 'a list; each: host:port such as etcd.example.com:2379'],
  [`${key}.*`]: ['http://etcd:2379', 'host:port such as etcd.example.com:2379'],
});

const PODS = [0, 'a whole number from 1 to 100'] as const;

const existingSecret = (key: string): Table => ({
  [`${key}.existingSecret.name`]: NAME,
  [`${key}.existingSecret.key`]: ['my key', 'letters, digits, -, _ and .'],
});

const reach = (key: string): Table => ({
  [`${key}.host`]: HOST,
  [`${key}.port`]: PORT,
  [`${key}.tls`]: YES,
  ...authority(key),
  [`${key}.cidr`]: BLOCK,
});

const destination = (key: string): Table => ({
  [`${key}.namespace`]: NAME,
  [`${key}.cidr`]: BLOCK,
});

/** One wrong value for every key of the schema; `*` stands for any entry of a list or free key of a section. */
export const WRONG: Table = {
  environment: ['test', 'development, like the stack'],

  'cluster.context': TEXT,
  'cluster.namespace': NAME,
  'cluster.storageClass': ['Fast SSD', 'a name such as fast-ssd, or empty'],
  'cluster.ingressClass': NAME,
  'cluster.ingressNamespace': NAME,
  'cluster.dnsNamespace': NAME,
  'cluster.scale': [0, 'a number from 0.01 to 1'],

  'images.registry': ['https://docker.io', 'a registry such as docker.io or localhost:5000'],
  'images.mysql': image('mysql'),
  'images.redis': image('library/redis:8@sha256:abc'),
  'images.milvus': image('Milvus:v2'),
  'images.node': image('library/node:'),
  'images.prometheus': image('/prom/prometheus:v3'),
  'images.alertmanager': image('prom//alertmanager:v0'),
  'images.mysqlExporter': image('prom/mysqld exporter:v0'),
  'images.redisExporter': image(''),
  'images.embeddings': ['embeddings:1', 'a complete reference such as ghcr.io/owner/name:tag'],

  'api.image.registry': ['docker.io/', 'a registry such as docker.io or localhost:5000'],
  'api.image.repository': ['mcp-api:v3', 'a path such as team/mcp-api'],
  'api.image.tag': ['v 3', 'a tag such as v3.0.0'],
  'api.image.digest': ['sha256:abc', 'sha256: and 64 hexadecimal digits, or empty'],
  'api.image.build.context': EMPTY,
  'api.image.build.dockerfile': EMPTY,
  'api.image.build.target': TEXT,
  'api.image.build.network': TEXT,
  'api.replicas': [0, 'a whole number from 1 to 100'],
  'api.hpa.enabled': YES,
  'api.hpa.minReplicas': [0, 'a whole number from 1 to 100'],
  'api.hpa.maxReplicas': [101, 'a whole number from 1 to 100'],
  'api.hpa.cpuPercent': [110, 'a whole number from 10 to 100'],
  'api.hpa.customMetric.name': ['requests in flight', 'a name such as http_requests_in_flight'],
  'api.hpa.customMetric.averageValue': [0, 'a number from 0.001 to 1000000000'],
  ...resources('api.resources'),
  'api.keys': [0, 'a whole number from 1 to 10'],
  'api.rateLimit': [-1, 'a whole number from 0 to 10000000'],
  'api.allowedIps': ['10.0.0.0/8', 'a list; each: a block such as 10.0.0.0/8'],
  'api.allowedIps.*': ['10.0.0.256/32', 'a block such as 10.0.0.0/8'],
  'api.trustedProxies': ['10.0.0.0/8', 'a list; each: a block such as 10.0.0.0/8'],
  'api.trustedProxies.*': ['fe80::1', 'a block such as 10.0.0.0/8'],
  'api.corsOrigins': [{}, 'a list; each: an origin such as https://app.example.com'],
  'api.corsOrigins.*': ['https://app.example.com/', 'an origin such as https://app.example.com'],
  'api.bodyLimitBytes': ['1Mi', 'a whole number from 1024 to 104857600'],
  'api.publicDocs': YES,
  'api.hotReload': YES,
  'api.profiling': YES,
  'api.shutdown.preStopSeconds': [61, 'a whole number from 0 to 60'],
  'api.shutdown.drainSeconds': [0.5, 'a whole number from 1 to 300'],
  'api.tracing.endpoint': ['collector:4318', 'an http(s) URL such as http://collector.observability:4318'],
  'api.tracing.samplePercent': [101, 'a whole number from 0 to 100'],
  ...destination('api.tracing'),
  'api.keyNotices.webhook.url': ['/keys', 'an http(s) URL such as https://hooks.example.com/keys'],
  'api.keyNotices.webhook.secret': SECRET,
  ...existingSecret('api.keyNotices.webhook'),
  ...destination('api.keyNotices.webhook'),
  'api.keyNotices.email.from': ['MCP <mcp@example.com>', 'an address such as ops@example.com'],
  'api.keyNotices.email.host': HOST,
  'api.keyNotices.email.port': PORT,
  'api.keyNotices.email.tls': YES,
  'api.keyNotices.email.username': TEXT,
  'api.keyNotices.email.password': SECRET,
  ...existingSecret('api.keyNotices.email'),
  ...destination('api.keyNotices.email'),

  'mysql.mode': ['rds', 'inCluster, external'],
  'mysql.database': ['mcp db', 'at most 64 letters, digits, _, $ and -'],
  'mysql.username': ['u'.repeat(33), 'at most 32 letters, digits, _, $ and -'],
  'mysql.poolSize': [0, 'a whole number from 1 to 1000'],
  'mysql.maxOverflow': [-1, 'a whole number from 0 to 1000'],
  'mysql.connectTimeoutMs': MILLISECONDS,
  'mysql.maxConnections': [5, 'a whole number from 10 to 10000'],
  'mysql.tls': YES,
  ...resources('mysql.resources'),
  'mysql.volume.size': SIZE,
  ...reach('mysql.external'),
  'mysql.external.password': SECRET,
  ...existingSecret('mysql.external'),
  'mysql.external.migration.username': ['a b', 'at most 32 letters, digits, _, $ and -'],
  'mysql.external.migration.password': SECRET,
  ...existingSecret('mysql.external.migration'),

  'redis.mode': ['elasticache', 'inCluster, external'],
  'redis.timeoutMs': MILLISECONDS,
  'redis.tls': YES,
  'redis.state.maxMemory': SIZE,
  ...resources('redis.state.resources'),
  'redis.state.volume.size': SIZE,
  'redis.cache.maxMemory': SIZE,
  ...resources('redis.cache.resources'),
  ...reach('redis.external'),
  'redis.external.username': TEXT,
  'redis.external.password': SECRET,
  ...existingSecret('redis.external'),

  'milvus.mode': ['zilliz', 'inCluster, cluster, external'],
  'milvus.timeoutMs': MILLISECONDS,
  'milvus.tls': YES,
  ...resources('milvus.resources'),
  'milvus.volume.size': SIZE,
  'milvus.cluster.replicas.proxy': PODS,
  'milvus.cluster.replicas.coordinator': PODS,
  'milvus.cluster.replicas.queryNode': PODS,
  'milvus.cluster.replicas.dataNode': PODS,
  'milvus.cluster.replicas.indexNode': PODS,
  ...endpoints('milvus.cluster.etcd.endpoints'),
  'milvus.cluster.storage.endpoint': ['https://s3.example.com', 'host:port such as etcd.example.com:2379'],
  'milvus.cluster.storage.bucket': EMPTY,
  'milvus.cluster.storage.region': TEXT,
  'milvus.cluster.storage.tls': YES,
  'milvus.cluster.storage.accessKey': EMPTY,
  'milvus.cluster.storage.secretKey': SECRET,
  'milvus.cluster.storage.existingSecret': NAME,
  'milvus.cluster.queue.type': ['rocksmq', 'kafka, pulsar'],
  ...endpoints('milvus.cluster.queue.endpoints'),
  'milvus.cluster.cidr': BLOCK,
  ...reach('milvus.external'),
  'milvus.external.token': SECRET,
  ...existingSecret('milvus.external'),

  'embeddings.mode': ['openai', 'inCluster, external, builtin'],
  'embeddings.model': EMPTY,
  'embeddings.replicas': [21, 'a whole number from 1 to 20'],
  'embeddings.download': YES,
  'embeddings.timeoutMs': MILLISECONDS,
  'embeddings.batchSize': [4096, 'a whole number from 1 to 2048'],
  ...resources('embeddings.resources'),
  'embeddings.external.baseUrl': ['api.openai.com', 'an http(s) URL such as https://api.openai.com/v1'],
  ...authority('embeddings.external'),
  'embeddings.external.cidr': BLOCK,
  'embeddings.external.apiKey': SECRET,
  ...existingSecret('embeddings.external'),

  'ingress.enabled': YES,
  'ingress.host': ['memory.example.com:443', 'a host name such as memory.example.com, or empty'],
  'ingress.additionalHosts': ['a.example.com', 'a list; each: a host name such as memory.example.com'],
  'ingress.additionalHosts.*': ['*.example.com', 'a host name such as memory.example.com'],
  'ingress.httpPort': PORT,
  'ingress.httpsPort': PORT,
  'ingress.redirectToHttps': YES,
  'ingress.annotations': ['none', 'a section of texts'],
  'ingress.annotations.*': [true, 'a text'],
  'ingress.tls.mode': ['letsencrypt', 'selfSigned, secret, certManager'],
  'ingress.tls.secretName': NAME,
  'ingress.tls.issuer': NAME,
  'ingress.tls.issuerKind': ['clusterIssuer', 'ClusterIssuer, Issuer'],

  'monitoring.mode': ['prometheus', 'standalone, operator, none'],
  'monitoring.retentionDays': [0, 'a whole number from 1 to 365'],
  'monitoring.scrapeSeconds': [1, 'a whole number from 5 to 300'],
  'monitoring.runbookUrl': ['https://wiki.example.com/runbooks', 'an http(s) URL that ends in /, or empty'],
  'monitoring.exporters': YES,
  'monitoring.dashboards': YES,
  'monitoring.email.to': ['ops', 'addresses such as ops@example.com, separated by commas'],
  'monitoring.email.from': ['MCP <mcp@example.com>', 'an address such as ops@example.com'],
  'monitoring.email.severity': SEVERITY,
  'monitoring.email.host': HOST,
  'monitoring.email.port': PORT,
  ...destination('monitoring.email'),
  'monitoring.email.tls': YES,
  'monitoring.email.username': TEXT,
  'monitoring.email.password': SECRET,
  ...existingSecret('monitoring.email'),
  'monitoring.slack.channel': EMPTY,
  'monitoring.slack.severity': SEVERITY,
  'monitoring.slack.webhookUrl': ['hooks.slack.example', 'an http(s) URL'],
  ...existingSecret('monitoring.slack'),
  ...destination('monitoring.slack'),
  'monitoring.operatorNamespace': NAME,
  ...resources('monitoring.resources'),
  'monitoring.volume.size': SIZE,

  'memory.shortTtlSeconds': [0, 'a whole number from 1 to 31536000'],
  'cache.l1MaxEntries': [-1, 'a whole number from 0 to 1000000'],
  'cache.l2TtlSeconds': ['1h', 'a whole number from 1 to 604800'],
  'logging.level': ['verbose', 'fatal, error, warn, info, debug, trace'],
  'protection.stores': YES,
  'protection.networkPolicies': YES,
  'priority.mode': ['high', 'own, existing, none'],
  'priority.value': [199, 'a whole number from 200 to 1000000000'],
  'priority.existing.stores': OBJECT,
  'priority.existing.service': OBJECT,
  'priority.existing.support': OBJECT,
  'secrets.source': ['vault', 'generated, externalSecrets'],
  'secrets.externalSecrets.store': NAME,
  'secrets.externalSecrets.storeKind': ['Vault', 'SecretStore, ClusterSecretStore'],
  'secrets.externalSecrets.key': EMPTY,
  'secrets.externalSecrets.refreshMinutes': [0, 'a whole number from 1 to 10080'],
  'secrets.externalSecrets.version': [0, 'a whole number from 1 to 1000000'],
  'policies.*.level': ['off', 'mandatory, advisory, disabled'],
  'policies.*.reason': ['because', 'at least 10 characters'],
};
