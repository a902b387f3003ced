import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { within } from '../deadline.ts';

/** Counts and gives the window's rest, in one step so that no counter can be left without its end. */
const COUNT = `
local count = redis.call('INCRBY', KEYS[1], ARGV[2])
if count == tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`;

const REDIS_DEADLINE_MS = 250;
/** After a failure Redis is left alone for this long, so that an outage does not slow every request. */
const PAUSE_MS = 1000;
const MAX_LOCAL_KEYS = 10_000;

interface Window {
  current: number;
  ends: number;
}

/** How often something happened in its window, and the milliseconds until the window ends. */
export type Counted = { current: number; ttl: number };
/** @param times how often it happened now; once unless told */
export type WindowCounter = (key: string, windowMs: number, times?: number) => Promise<Counted>;

function localCounter(): (key: string, windowMs: number, times: number) => Counted {
  const windows = new LRUCache<string, Window>({ max: MAX_LOCAL_KEYS });
  return (key, windowMs, times) => {
    const now = Date.now();
    const known = windows.get(key);
    const window = known && known.ends > now ? known : { current: 0, ends: now + windowMs };
    window.current += times;
    windows.set(key, window);
    return { current: window.current, ttl: window.ends - now };
  };
}

/** Counts by key and window in Redis, for all replicas together; in the process while Redis does not answer. */
export function windowCounter(redis: Redis, prefix: string, onFallback: () => void): WindowCounter {
  const local = localCounter();
  let pausedUntil = 0;
  return async (key, windowMs, times = 1) => {
    if (redis.status === 'ready' && Date.now() >= pausedUntil) {
      try {
        const counting = redis.eval(COUNT, 1, prefix + key, windowMs, times);
        const [current, ttl] = (await within(REDIS_DEADLINE_MS, 'rate limit', counting)) as [number, number];
        return { current, ttl };
      } catch {
        pausedUntil = Date.now() + PAUSE_MS;
      }
    }
    onFallback();
    return local(key, windowMs, times);
  };
}
