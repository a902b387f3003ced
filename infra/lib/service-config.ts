import { dump } from 'js-yaml';
import type { Settings } from '../../stacks/settings.ts';
import { authorityFile, type Connected, encryptsInside } from './authorities.ts';
import { noticeConfig } from './key-notices.ts';
import { MILVUS_CLUSTER_SERVICE } from './milvus-cluster.ts';
import { PORTS } from './names.ts';
import { origin } from './urls.ts';

const SECOND = 1000;
/**
 * New connections have gone elsewhere by SIGTERM, after the pod's preStop pause; the open ones are still used. For so
 * long each answer asks for the connection to be closed, so that none is closed while a request is on its way.
 */
const LET_GO_MS = 1000;

/** Address that clients use, or '' without an Ingress. */
export const publicUrl = ({ ingress }: Settings): string =>
  ingress.enabled ? origin('https', ingress.host, ingress.httpsPort) : '';

/** The key that names the authority of a store; none where systems know it. */
function trust(settings: Settings, store: Connected): { ca_file?: string } {
  const file = authorityFile(settings, store);
  return file ? { ca_file: file } : {};
}

/** host:port of Milvus, whoever runs it. */
export function milvusAddress({ milvus: { mode, external } }: Settings): string {
  if (mode === 'external' && external) return `${external.host}:${external.port}`;
  return `${mode === 'cluster' ? MILVUS_CLUSTER_SERVICE : 'milvus'}:${PORTS.milvus}`;
}

function embeddings(settings: Settings) {
  const { mode, model, timeoutMs, batchSize, external } = settings.embeddings;
  const baseUrl = mode === 'external' ? external?.baseUrl : `http://embeddings:${PORTS.embeddings}/v1`;
  return {
    provider: mode === 'builtin' ? 'builtin' : 'openai',
    base_url: baseUrl,
    model,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the service resolves it
    api_key: '${EMBEDDINGS_API_KEY:-}',
    ...trust(settings, 'embeddings'),
    timeout_ms: timeoutMs,
    batch_size: batchSize,
  };
}

function configuration(settings: Settings) {
  const { api, mysql, redis, milvus } = settings;
  const encrypted = (store: 'mysql' | 'milvus') =>
    encryptsInside(settings, store) ||
    (settings[store].mode === 'external' && settings[store].external?.tls === true);
  /* biome-ignore-start lint/suspicious/noTemplateCurlyInString: the service resolves them */
  return {
    environment: settings.environment,
    server: {
      host: '0.0.0.0',
      http_port: PORTS.http,
      ws_port: PORTS.ws,
      metrics_port: PORTS.metrics,
      shutdown_delay_ms: LET_GO_MS,
      drain_timeout_ms: api.shutdown.drainSeconds * SECOND,
      trusted_proxies: [...api.trustedProxies],
      public_url: publicUrl(settings),
      ...(settings.ingress.enabled && settings.ingress.redirectToHttps ? { redirect_to_https: true } : {}),
    },
    database: {
      url: '${DATABASE_URL}',
      pool_size: mysql.poolSize,
      max_overflow: mysql.maxOverflow,
      connect_timeout_ms: mysql.connectTimeoutMs,
      tls: encrypted('mysql'),
      ...trust(settings, 'mysql'),
    },
    redis: {
      url: '${REDIS_URL}',
      cache_url: '${REDIS_CACHE_URL:-}',
      timeout_ms: redis.timeoutMs,
      ...trust(settings, 'redis'),
    },
    milvus: {
      address: milvusAddress(settings),
      token: '${MILVUS_TOKEN:-}',
      tls: encrypted('milvus'),
      ...trust(settings, 'milvus'),
      timeout_ms: milvus.timeoutMs,
    },
    embeddings: embeddings(settings),
    api: {
      api_keys: [],
      rate_limit: api.rateLimit,
      allowed_ips: [...api.allowedIps],
      cors_origins: [...api.corsOrigins],
      body_limit_bytes: api.bodyLimitBytes,
      public_docs: api.publicDocs,
    },
    memory: { short_ttl_seconds: settings.memory.shortTtlSeconds },
    cache: { l1_max_entries: settings.cache.l1MaxEntries, l2_ttl_seconds: settings.cache.l2TtlSeconds },
    logging: { level: settings.logging.level, file: '' },
    ...noticeConfig(settings),
    ...(api.tracing
      ? { tracing: { endpoint: api.tracing.endpoint, sample_percent: api.tracing.samplePercent } }
      : {}),
    features: { hot_reload: api.hotReload, profiling: api.profiling, metrics: true },
  };
  /* biome-ignore-end lint/suspicious/noTemplateCurlyInString: the service resolves them */
}

/** The service's config.yaml; secrets stay references that the service resolves from its secret files. */
export const serviceConfig = (settings: Settings): string => dump(configuration(settings));

/** The part of it that the contents of the stores depend on. */
export function storesConfig(settings: Settings): string {
  const { milvus, embeddings } = configuration(settings);
  return JSON.stringify([milvus.address, embeddings.provider, embeddings.base_url, embeddings.model]);
}
