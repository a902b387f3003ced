import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { authority } from '../stores/authority.ts';
import { logIn, RefusedError } from './log-in.ts';
import type { RedisAccounts } from './schema.ts';

const TIMEOUT_MS = 5000;

/** Makes the running server accept every wanted password, besides those that clients still use. Repeatable. */
export const applyRedis = (accounts: RedisAccounts): Promise<void> => setPasswords(accounts, []);

/** Leaves each user the wanted password alone. Connections that are there stay. */
export const settleRedis = (accounts: RedisAccounts): Promise<void> => setPasswords(accounts, ['resetpass']);

async function setPasswords(accounts: RedisAccounts, first: string[]): Promise<void> {
  const { administrator } = accounts;
  const own = { name: administrator.name, password: administrator.passwords[0] as string };
  const redis = await logIn(administrator, (password) => connect(accounts, administrator.name, password));
  try {
    for (const { name, password } of [...accounts.users, own])
      await redis.acl('SETUSER', name, ...first, `#${hash(password)}`);
  } finally {
    redis.disconnect();
  }
}

const hash = (password: string): string => createHash('sha256').update(password).digest('hex');

async function connect(
  { host, port, ca }: RedisAccounts,
  username: string,
  password: string,
): Promise<Redis> {
  const redis = new Redis({
    host,
    port,
    username,
    password,
    ...(ca ? { tls: { ...authority(ca), servername: host } } : {}),
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    // The user may do nothing but this; whoever waits for the server asks again.
    enableReadyCheck: false,
    retryStrategy: () => null,
  });
  try {
    await once(redis, 'ready', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return redis;
  } catch (error) {
    redis.disconnect();
    if (error instanceof Error && /^(WRONGPASS|NOAUTH)/.test(error.message))
      throw new RefusedError(`Redis refuses ${username}`, { cause: error });
    throw error;
  }
}
