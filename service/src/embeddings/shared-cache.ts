import type { Redis } from 'ioredis';
import { within } from '../deadline.ts';

/** Asking the server again is not much slower. */
const DEADLINE_MS = 50;
/** After a failure Redis is left alone for this long, so that an outage does not slow every search. */
const PAUSE_MS = 1000;
/** Entries written together would otherwise end together. */
const JITTER = 0.2;

export interface SharedCacheOptions {
  /** The instance that may evict. */
  redis: Redis;
  keyPrefix: string;
  ttlSeconds: number;
}

/** Vectors that all replicas share, in Redis. Never fails: without Redis there is nothing in it. */
export interface SharedCache {
  get(key: string): Promise<Float32Array | null>;
  /** Does not wait. */
  set(key: string, vector: Float32Array): void;
}

export function createSharedCache({ redis, keyPrefix, ttlSeconds }: SharedCacheOptions): SharedCache {
  const prefix = `${keyPrefix}cache:embedding:`;
  let pausedUntil = 0;
  const away = () => redis.status !== 'ready' || performance.now() < pausedUntil;
  const pause = () => {
    pausedUntil = performance.now() + PAUSE_MS;
    return null;
  };
  return {
    async get(key) {
      if (away()) return null;
      const bytes = await within(DEADLINE_MS, 'cached vector', redis.getBuffer(prefix + key)).catch(pause);
      // A copy, for the bytes need not begin where a Float32Array can.
      return bytes && new Float32Array(Uint8Array.from(bytes).buffer);
    },
    set(key, vector) {
      if (away()) return;
      const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
      const ttlMs = Math.round(ttlSeconds * 1000 * (1 - Math.random() * JITTER));
      redis.set(prefix + key, bytes, 'PX', ttlMs).catch(pause);
    },
  };
}
