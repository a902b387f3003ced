import { LRUCache } from 'lru-cache';
import type { WindowCounter } from './window-counter.ts';

const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 10_000;
const MAX_KEYS = 5000;
const REMEMBERED_MS = 3_600_000;

/** Wrong keys by the address they come from. */
export interface FailedKeys {
  /**
   * Seconds for which keys from this address are refused unseen; 0 = they are looked up. A key that this process
   * has seen work within the hour is never refused: many clients may share the address of a proxy.
   */
  refusedFor(address: string, digest: string): number;
  failed(address: string): void;
  worked(digest: string): void;
}

/** @param limit wrong keys per minute and address, as it is now; 0 = no limit */
export function createFailedKeys(count: WindowCounter, limit: () => number): FailedKeys {
  const refused = new LRUCache<string, number>({ max: MAX_ADDRESSES, ttl: WINDOW_MS });
  const known = new LRUCache<string, true>({ max: MAX_KEYS, ttl: REMEMBERED_MS });
  return {
    refusedFor(address, digest) {
      const until = refused.get(address);
      if (until === undefined || limit() === 0 || known.has(digest)) return 0;
      return Math.max(0, Math.ceil((until - Date.now()) / 1000));
    },
    failed(address) {
      void count(address, WINDOW_MS).then(({ current, ttl }) => {
        if (limit() > 0 && current >= limit()) refused.set(address, Date.now() + ttl);
      });
    },
    worked: (digest) => void known.set(digest, true),
  };
}
