import { LRUCache } from 'lru-cache';
import type { WindowCounter } from './window-counter.ts';

/** Below this share of the limit nobody waits for the shared count. */
const FAR = 0.5;
/** What the replicas counted is believed for this long. */
const BELIEVED_MS = 1000;
const MAX_KEYS = 10_000;

interface Known {
  /** As the replicas counted last. */
  current: number;
  /** Requests of this process that are being counted. */
  pending: number;
  ends: number;
  at: number;
}

/**
 * Counts as `count` does, but answers at once while a key is far from its limit: the count is on its way meanwhile.
 * From half of the limit on every request waits for it, so what is refused is refused exactly. Only where the
 * others use up that half within a second does this process let some more pass.
 */
export function countAhead(count: WindowCounter, limit: () => number): WindowCounter {
  const keys = new LRUCache<string, Known>({ max: MAX_KEYS });
  return async (key, windowMs) => {
    const known = keys.get(key) ?? { current: 0, pending: 0, ends: 0, at: Number.NEGATIVE_INFINITY };
    keys.set(key, known);
    known.pending += 1;
    const counting = count(key, windowMs).then((counted) => {
      const at = Date.now();
      known.pending -= 1;
      Object.assign(known, { current: counted.current, ends: at + counted.ttl, at });
      return counted;
    });
    const now = Date.now();
    const estimate = known.current + known.pending;
    const believed = now - known.at < BELIEVED_MS && now < known.ends;
    if (believed && estimate <= FAR * limit()) return { current: estimate, ttl: known.ends - now };
    return counting;
  };
}
