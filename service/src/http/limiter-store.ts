import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { within } from '../deadline.ts';

/** Counts and gives the window's rest, in one step so that no counter can be left without its end. */
const COUNT = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`;

const REDIS_DEADLINE_MS = 250;
/** After a failure Redis is left alone for this long, so that an outage does not slow every request. */
const PAUSE_MS = 1000;
const MAX_LOCAL_KEYS = 10_000;

interface Window {
  current: number;
  ends: number;
}

type Counted = { current: number; ttl: number };

function localCounter(): (key: string, windowMs: number) => Counted {
  const windows = new LRUCache<string, Window>({ max: MAX_LOCAL_KEYS });
  return (key, windowMs) => {
    const now = Date.now();
    const known = windows.get(key);
    const window = known && known.ends > now ? known : { current: 0, ends: now + windowMs };
    window.current += 1;
    windows.set(key, window);
    return { current: window.current, ttl: window.ends - now };
  };
}

/** A store for @fastify/rate-limit on Redis that counts in the process while Redis does not answer. */
export function limiterStore(
  redis: Redis,
  prefix: string,
  onFallback: () => void,
): FastifyRateLimitStoreCtor {
  const local = localCounter();
  let pausedUntil = 0;

  const count = async (key: string, windowMs: number): Promise<Counted> => {
    if (redis.status === 'ready' && Date.now() >= pausedUntil) {
      try {
        const counting = redis.eval(COUNT, 1, prefix + key, windowMs);
        const [current, ttl] = (await within(REDIS_DEADLINE_MS, 'rate limit', counting)) as [number, number];
        return { current, ttl };
      } catch {
        pausedUntil = Date.now() + PAUSE_MS;
      }
    }
    onFallback();
    return local(key, windowMs);
  };

  return class implements FastifyRateLimitStore {
    incr(key: string, done: (error: Error | null, result?: Counted) => void, windowMs: number): void {
      count(key, windowMs).then((result) => done(null, result), done);
    }

    child(): FastifyRateLimitStore {
      return this;
    }
  };
}
