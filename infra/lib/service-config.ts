import { dump } from 'js-yaml';
import type { Settings } from '../../stacks/settings.ts';
import { noticeConfig } from './key-notices.ts';
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

function embeddings({ embeddings: { mode, model, timeoutMs, batchSize, external } }: Settings) {
  const baseUrl = mode === 'external' ? external?.baseUrl : `http://embeddings:${PORTS.embeddings}/v1`;
  return {
    provider: mode === 'builtin' ? 'builtin' : 'openai',
    base_url: baseUrl,
    model,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the service resolves it
    api_key: '${EMBEDDINGS_API_KEY:-}',
    timeout_ms: timeoutMs,
    batch_size: batchSize,
  };
}

function configuration(settings: Settings) {
  const { api, mysql, redis, milvus } = settings;
  const host = (store: { mode: string; external?: { host: string; port: number } }, own: string) =>
    store.mode === 'external' && store.external ? `${store.external.host}:${store.external.port}` : own;
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
    },
    database: {
      url: '${DATABASE_URL}',
      pool_size: mysql.poolSize,
      max_overflow: mysql.maxOverflow,
      connect_timeout_ms: mysql.connectTimeoutMs,
      tls: mysql.mode === 'external' && mysql.external?.tls === true,
    },
    redis: { url: '${REDIS_URL}', cache_url: '${REDIS_CACHE_URL:-}', timeout_ms: redis.timeoutMs },
    milvus: {
      address: host(milvus, 'milvus:19530'),
      token: '${MILVUS_TOKEN:-}',
      tls: milvus.mode === 'external' && milvus.external?.tls === true,
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
