import { LRUCache } from 'lru-cache';

/** Answers stored together would otherwise end together. */
const JITTER = 0.2;
const MAX_SCOPES = 50_000;

export interface LocalSize {
  /** 0 = nothing is kept. */
  maxEntries: number;
  maxBytes: number;
  ttlMs: number;
}

/** L1: answers in this process, by scope and key. A scope is forgotten as a whole, at no cost. */
export interface LocalCache<T extends object> {
  /** The name under which an answer that is being made now may be kept, if its scope is not forgotten meanwhile. */
  place(scope: string, key: string): string;
  get(place: string): T | undefined;
  /** @param bytes about what it takes @param ttlMs at most; it may be less */
  set(place: string, value: T, bytes: number, ttlMs: number): void;
  delete(place: string): void;
  forget(scope: string): void;
  clear(): void;
  /** Takes another size; what fits stays. */
  resize(size: LocalSize): void;
  figures(): { entries: number; bytes: number; maxEntries: number; maxBytes: number };
}

/** @param onEvict called for each answer that went for want of room */
export function createLocalCache<T extends object>(initial: LocalSize, onEvict: () => void): LocalCache<T> {
  const generations = new LRUCache<string, number>({ max: MAX_SCOPES });
  let generation = 0;
  let size = initial;
  const make = () =>
    new LRUCache<string, T>({
      max: Math.max(1, size.maxEntries),
      maxSize: size.maxBytes,
      dispose: (_value, _key, reason) => {
        if (reason === 'evict') onEvict();
      },
    });
  let answers = make();
  const generationOf = (scope: string): number => {
    const known = generations.get(scope);
    if (known !== undefined) return known;
    generations.set(scope, ++generation);
    return generation;
  };
  return {
    place: (scope, key) => `${scope}#${generationOf(scope)}/${key}`,
    get: (place) => answers.get(place),
    set(place, value, bytes, ttlMs) {
      if (size.maxEntries === 0) return;
      const ttl = Math.min(ttlMs, size.ttlMs * (1 - Math.random() * JITTER));
      answers.set(place, value, { size: Math.max(1, bytes), ttl: Math.max(1, ttl) });
    },
    delete: (place) => void answers.delete(place),
    forget: (scope) => void generations.set(scope, ++generation),
    clear: () => answers.clear(),
    resize(next) {
      size = next;
      const kept = size.maxEntries === 0 ? [] : answers.dump();
      answers = make();
      answers.load(kept);
    },
    figures: () => ({
      entries: answers.size,
      bytes: answers.calculatedSize,
      maxEntries: size.maxEntries,
      maxBytes: size.maxBytes,
    }),
  };
}
