import { LRUCache } from 'lru-cache';
import type { Counted, WindowCounter } from './window-counter.ts';

/** Below this share of the limit nobody waits for the shared count. */
const FAR = 0.5;
/** What the replicas counted is believed for this long. */
const BELIEVED_MS = 1000;
/** Requests that do not wait are counted together this long after the first of them. */
const GATHER_MS = 50;
const MAX_KEYS = 10_000;

interface Known {
  /** As the replicas counted last. */
  current: number;
  /** Requests of this process that are not in it yet. */
  pending: number;
  /** Of these, the ones that nobody was told of. */
  unsent: number;
  ends: number;
  at: number;
  sending: NodeJS.Timeout | undefined;
}

const unknown = (): Known => ({
  current: 0,
  pending: 0,
  unsent: 0,
  ends: 0,
  at: Number.NEGATIVE_INFINITY,
  sending: undefined,
});

/**
 * Counts as `count` does, but answers at once while a key is far from its limit, and counts what came in a moment
 * together. From half of the limit on every request is counted by itself and waits for that, so what is refused is
 * refused exactly. Only where the others use up that half within a second does this process let some more pass.
 */
export function countAhead(count: WindowCounter, limit: () => number): WindowCounter {
  const keys = new LRUCache<string, Known>({ max: MAX_KEYS });
  const send = async (known: Known, key: string, windowMs: number): Promise<Counted> => {
    clearTimeout(known.sending);
    const times = known.unsent;
    Object.assign(known, { unsent: 0, sending: undefined });
    const counted = await count(key, windowMs, times);
    const at = Date.now();
    known.pending -= times;
    Object.assign(known, { current: counted.current, ends: at + counted.ttl, at });
    return counted;
  };
  return async (key, windowMs) => {
    const known = keys.get(key) ?? unknown();
    keys.set(key, known);
    known.pending += 1;
    known.unsent += 1;
    const now = Date.now();
    const estimate = known.current + known.pending;
    const believed = now - known.at < BELIEVED_MS && now < known.ends;
    if (!believed || estimate > FAR * limit()) return send(known, key, windowMs);
    known.sending ??= setTimeout(send, GATHER_MS, known, key, windowMs).unref();
    return { current: estimate, ttl: known.ends - now };
  };
}
