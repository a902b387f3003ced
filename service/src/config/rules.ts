import { accessSync, constants } from 'node:fs';
import { isIP } from 'node:net';
import type { Config } from './schema.ts';

function isBlock(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (!family || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function notBlocks(key: string, values: readonly string[]): string[] {
  return values
    .filter((value) => !isBlock(value))
    .map((value) => `${key} has "${value}"; allowed: an IP address or a CIDR block such as 10.0.0.0/8`);
}

function unreadable(key: string, path: string): string[] {
  if (!path) return [];
  try {
    accessSync(path, constants.R_OK);
    return [];
  } catch {
    return [`${key} names ${path}, which cannot be read`];
  }
}

/** Authorities that cannot be read, and those that nothing would ask. */
function authorities({ database, redis, milvus, embeddings }: Config): string[] {
  const unused = (section: string, file: string, used: boolean, how: string) =>
    file && !used ? [`${section}.ca_file is for encrypted connections only; set ${how}`] : [];
  return [
    ...unreadable('database.ca_file', database.ca_file),
    ...unreadable('redis.ca_file', redis.ca_file),
    ...unreadable('milvus.ca_file', milvus.ca_file),
    ...unreadable('embeddings.ca_file', embeddings.ca_file),
    ...unused('database', database.ca_file, database.tls, 'database.tls'),
    ...unused('redis', redis.ca_file, redis.url.startsWith('rediss:'), 'a rediss:// URL'),
    ...unused('milvus', milvus.ca_file, milvus.tls, 'milvus.tls'),
    ...unused(
      'embeddings',
      embeddings.ca_file,
      embeddings.base_url.startsWith('https:'),
      'an https:// base_url',
    ),
  ];
}

/** Rules that span keys or look outside the configuration. */
export function brokenRules(config: Config): string[] {
  const { server, api, keys, database, redis } = config;
  const problems = [
    ...notBlocks('server.trusted_proxies', server.trusted_proxies),
    ...notBlocks('api.allowed_ips', api.allowed_ips),
    ...unreadable('api.ssl_cert', api.ssl_cert),
    ...unreadable('api.ssl_key', api.ssl_key),
    ...authorities(config),
  ];
  for (const [key, url] of [
    ['database.url', database.url],
    ['redis.url', redis.url],
    ['redis.cache_url', redis.cache_url],
  ] as const) {
    if (url && !URL.canParse(url))
      problems.push(`${key} is not a URL; percent-encode special characters in its password`);
  }
  if (Boolean(api.ssl_cert) !== Boolean(api.ssl_key)) {
    problems.push('api.ssl_cert and api.ssl_key belong together: set both or neither');
  }
  if (server.redirect_to_https && !server.public_url.startsWith('https://')) {
    problems.push('server.redirect_to_https needs a server.public_url that begins with https://');
  }
  if (keys.notify.webhook && !keys.notify.webhook_secret) {
    problems.push('keys.notify.webhook needs keys.notify.webhook_secret, which signs what is sent');
  }
  const ports = [server.http_port, server.ws_port, server.metrics_port].filter((port) => port !== 0);
  if (new Set(ports).size < ports.length) {
    problems.push(`server.http_port, ws_port and metrics_port must differ (${ports.join(', ')})`);
  }
  return problems;
}
