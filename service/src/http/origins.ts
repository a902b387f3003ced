import { isIP } from 'node:net';
import type { Config } from '../config/load.ts';

/** Names that no public DNS can point at this service, so a rebinding page cannot use them. */
const PRIVATE_NAME = /^[^.]+$|\.(localhost|svc|local|internal)$/;

const hostnameOf = (host: string) =>
  URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';

export interface OriginPolicy {
  /** Browser origins that may call: public_url and cors_origins. */
  origins: readonly string[];
  /** Whether a Host header names this service and not some page's own domain. */
  hostAllowed(host: string | undefined): boolean;
  /** Whether a browser page of this origin may call; no Origin header means no browser page. */
  originAllowed(origin: string | undefined, host: string | undefined): boolean;
}

/** Who may call from a browser: guards against DNS rebinding and cross-site requests. */
export function originPolicy(config: Config): OriginPolicy {
  const own = config.server.public_url ? [new URL(config.server.public_url).origin] : [];
  const origins = [...new Set([...own, ...config.api.cors_origins])];
  const hosts = new Set(own.map((origin) => new URL(origin).hostname));
  const hostAllowed = (host: string | undefined) => {
    const name = hostnameOf(host ?? '');
    return isIP(name.replace(/^\[|\]$/g, '')) !== 0 || PRIVATE_NAME.test(name) || hosts.has(name);
  };
  const sameOrigin = (origin: string, host: string | undefined) =>
    URL.canParse(origin) && new URL(origin).host === host && hostAllowed(host);
  return {
    origins,
    hostAllowed,
    originAllowed: (origin, host) =>
      origin === undefined || origins.includes(origin) || sameOrigin(origin, host),
  };
}
