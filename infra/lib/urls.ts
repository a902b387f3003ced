export interface Endpoint {
  host: string;
  port: number;
  username: string;
  password: string;
}

/** How a mail server is reached. */
export interface SmtpServer extends Omit<Endpoint, 'password'> {
  /** From the start, not by STARTTLS. */
  tls: boolean;
  password?: string;
}

const authority = ({ host, port, username, password }: Endpoint): string =>
  `${encodeURIComponent(username)}:${encodeURIComponent(password)}@${host}:${port}`;

/** `mysql://user:password@host:port/database`, every part encoded. */
export const mysqlUrl = (endpoint: Endpoint, database: string): string =>
  `mysql://${authority(endpoint)}/${encodeURIComponent(database)}`;

/** `redis://user:password@host:port`, or `rediss://` with TLS. */
export const redisUrl = (endpoint: Endpoint, tls = false): string =>
  `${tls ? 'rediss' : 'redis'}://${authority(endpoint)}`;

/** `smtp://user:password@host:port`, or `smtps://` with TLS from the start; without a user where there is none. */
export const smtpUrl = ({ tls, host, port, username, password = '' }: SmtpServer): string =>
  `${tls ? 'smtps' : 'smtp'}://${username ? authority({ host, port, username, password }) : `${host}:${port}`}`;

/** The port that a URL names, or its scheme's own. */
export const portOf = (url: string): number =>
  Number(new URL(url).port) || (url.startsWith('https:') ? 443 : 80);

/** An origin without the scheme's own port. */
export function origin(scheme: 'http' | 'https' | 'ws' | 'wss', host: string, port: number): string {
  const own = scheme === 'https' || scheme === 'wss' ? 443 : 80;
  return `${scheme}://${host}${port === own ? '' : `:${port}`}`;
}
