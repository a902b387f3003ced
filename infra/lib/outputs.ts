import type { Settings } from '../../stacks/settings.ts';
import { tagOf } from './images.ts';
import { origin } from './urls.ts';

/** Addresses of the stack from outside; empty without an Ingress. */
export function urls({ ingress }: Settings) {
  if (!ingress.enabled) return {};
  const https = origin('https', ingress.host, ingress.httpsPort);
  return {
    https,
    http: origin('http', ingress.host, ingress.httpPort),
    admin: `${https}/admin`,
    mcp: `${https}/mcp`,
    ws: `${origin('wss', ingress.host, ingress.httpsPort)}/ws`,
    docs: `${https}/docs`,
    health: `${https}/health`,
  };
}

/** A command that prints the first API key. */
export const apiKeyCommand = ({ cluster: { context, namespace } }: Settings): string =>
  [
    'kubectl',
    ...(context ? [`--context ${context}`] : []),
    `--namespace ${namespace} get secret mcp-secrets`,
    `--output go-template='{{index .data "api-key-1" | base64decode}}'`,
  ].join(' ');

/** Versions of the parts, by name. */
export function versions({ api, images, mysql, redis, milvus }: Settings): Record<string, string> {
  return {
    api: api.image.tag,
    ...(mysql.mode === 'inCluster' ? { mysql: tagOf(images.mysql) } : {}),
    ...(redis.mode === 'inCluster' ? { redis: tagOf(images.redis) } : {}),
    ...(milvus.mode !== 'external' ? { milvus: tagOf(images.milvus) } : {}),
  };
}
