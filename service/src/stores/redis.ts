import { isIP } from 'node:net';
import { type RedisOptions as ClientOptions, Redis } from 'ioredis';
import type { Log } from '../ports.ts';
import { authority } from './authority.ts';

const MAX_RECONNECT_DELAY_MS = 2000;

export interface RedisOptions {
  /** Shown in Redis' client list and in the log. */
  name: string;
  timeoutMs: number;
  log: Log;
  /** PEM file of the authority that signed the server's certificate, for rediss://; empty = the system's. */
  caFile?: string;
  /** The connection listens: it resubscribes by whoever subscribed, not by itself. Default false. */
  subscribes?: boolean;
}

/**
 * A client that fails fast: without a connection a command is refused at once, and no command waits longer
 * than `timeoutMs`. It reconnects by itself for ever and logs each outage once.
 */
export function createRedis(
  url: string,
  { name, timeoutMs, log, caFile, subscribes = false }: RedisOptions,
): Redis {
  const redis = new Redis(url, {
    connectionName: name,
    enableOfflineQueue: false,
    // What is asked in one turn of the event loop goes in one write: a write costs more than most commands.
    enableAutoPipelining: true,
    maxRetriesPerRequest: 1,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    autoResubscribe: !subscribes,
    ...encryption(url, caFile),
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_DELAY_MS),
  });
  let down = false;
  redis.on('error', (error) => {
    if (!down) log.warn({ err: error, store: name }, 'redis is not reachable; reconnecting');
    down = true;
  });
  redis.on('ready', () => {
    if (down) log.info({ store: name }, 'redis is back');
    down = false;
  });
  return redis;
}

/** The client takes the scheme for TLS by itself, but names no server in it, which shared addresses need. */
function encryption(url: string, caFile?: string): Pick<ClientOptions, 'tls'> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'rediss:') return {};
  return { tls: { ...authority(caFile), ...(isIP(hostname) ? {} : { servername: hostname }) } };
}
