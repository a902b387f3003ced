import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { within } from '../deadline.ts';

/** MySQL is not much slower. */
const DEADLINE_MS = 100;
/** After a failure Redis is left alone for this long, so that an outage does not slow every read. */
const PAUSE_MS = 1000;
const JITTER = 0.2;
const GENERATION_MS = 86_400_000;
/** Bigger answers are not worth their place. */
const MAX_BYTES = 262_144;

// Every scope has a generation, a random word that is part of the names of its answers: without it they cannot be
// found. An answer that was being made while its scope expired is stored under the old word, and never found.
const FIND = `
local generation = redis.call('GET', KEYS[1])
if not generation then
  generation = ARGV[1]
  redis.call('SET', KEYS[1], generation, 'PX', ARGV[2])
end
return {generation, redis.call('GET', KEYS[2] .. generation .. ':' .. ARGV[3])}`;

/** What L2 knows of an answer. */
export interface Found {
  json: string | null;
  /** Where the answer may be stored; null: nowhere. */
  place: string | null;
}

/** L2: answers that all replicas share, in Redis. Never fails: without Redis there is nothing in it. */
export interface RemoteCache {
  find(scope: string, key: string): Promise<Found>;
  /** Does not wait. */
  set(place: string, json: string, ttlMs: number): void;
  /** Makes every answer of a scope impossible to find. */
  expire(scope: string): void;
}

/** Nothing is known, and nothing can be stored. */
export const NOTHING: Found = { json: null, place: null };

/** The keys that `clearRemote` deletes begin with this. */
export const remotePrefix = (keyPrefix: string): string => `${keyPrefix}cache:`;

/** @param redis the instance that may evict */
export function createRemoteCache(redis: Redis, keyPrefix: string): RemoteCache {
  // The braces keep all keys of a scope on one node of a cluster.
  const base = (scope: string) => `${remotePrefix(keyPrefix)}{${scope}}:`;
  let pausedUntil = 0;
  /** Scopes whose answers are old, because Redis could not be told. */
  const overdue = new Set<string>();
  const away = () => redis.status !== 'ready' || performance.now() < pausedUntil;
  const pause = () => {
    pausedUntil = performance.now() + PAUSE_MS;
  };
  const expire = (scope: string) => {
    overdue.add(scope);
    redis.del(`${base(scope)}generation`).then(() => overdue.delete(scope), pause);
  };
  const catchUp = () => {
    for (const scope of overdue) expire(scope);
  };
  redis.on('ready', catchUp);

  return {
    async find(scope, key) {
      if (away() || overdue.has(scope)) return NOTHING;
      const word = randomBytes(9).toString('base64url');
      try {
        const asked = redis.eval(FIND, 2, `${base(scope)}generation`, base(scope), word, GENERATION_MS, key);
        const [generation, json] = (await within(DEADLINE_MS, 'cached answer', asked)) as [
          string,
          string | null,
        ];
        return { json, place: `${base(scope)}${generation}:${key}` };
      } catch {
        pause();
        return NOTHING;
      }
    },
    set(place, json, ttlMs) {
      if (away() || json.length > MAX_BYTES) return;
      redis.set(place, json, 'PX', Math.ceil(ttlMs * (1 - Math.random() * JITTER))).catch(pause);
    },
    expire,
  };
}

/** Deletes everything that is cached in Redis, and nothing else. @returns how many keys went */
export async function clearRemote(redis: Redis, keyPrefix: string): Promise<number> {
  let deleted = 0;
  for await (const keys of redis.scanStream({ match: `${remotePrefix(keyPrefix)}*`, count: 500 })) {
    if (keys.length > 0) deleted += await redis.unlink(keys as string[]);
  }
  return deleted;
}
