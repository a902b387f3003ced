export interface Endpoint {
  host: string;
  port: number;
  username: string;
  password: string;
}

const authority = ({ host, port, username, password }: Endpoint): string =>
  `${encodeURIComponent(username)}:${encodeURIComponent(password)}@${host}:${port}`;

/** `mysql://user:password@host:port/database`, every part encoded. */
export const mysqlUrl = (endpoint: Endpoint, database: string): string =>
  `mysql://${authority(endpoint)}/${encodeURIComponent(database)}`;

/** `redis://user:password@host:port`, or `rediss://` with TLS. */
export const redisUrl = (endpoint: Endpoint, tls = false): string =>
  `${tls ? 'rediss' : 'redis'}://${authority(endpoint)}`;

/** An origin without the scheme's own port. */
export function origin(scheme: 'http' | 'https' | 'ws' | 'wss', host: string, port: number): string {
  const own = scheme === 'https' || scheme === 'wss' ? 443 : 80;
  return `${scheme}://${host}${port === own ? '' : `:${port}`}`;
}
