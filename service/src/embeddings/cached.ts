import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createProspects } from '../cache/prospects.ts';
import type { Embedder, EmbeddingMetrics, ModelIdentity } from './embedder.ts';
import { gather } from './gather.ts';
import type { SharedCache } from './shared-cache.ts';

/** Queries that were announced and have not come yet. They come within milliseconds, or not at all. */
const MAX_EXPECTED = 1000;
const EXPECTED_MS = 1000;
const QUERY_BYTES = 8 * 1024 * 1024;
const TEXT_BYTES = 8 * 1024 * 1024;
/** Of a vector's numbers in the fingerprint: other hardware must not look like another model. */
const DIGITS = 2;

/** What was begun for a query before it was asked. */
interface Expected {
  looked: Promise<Float32Array | null> | undefined;
  made?: Promise<Float32Array> | undefined;
}

export interface CacheOptions {
  /** Texts in one request at most. */
  batchSize: number;
  /** Shared with the other replicas; holds queries only, so that no text of a project leaves a trace in it. */
  shared?: SharedCache;
  metrics?: EmbeddingMetrics;
}

/** An embedder that remembers. */
export interface CachedEmbedder extends Embedder {
  /** Forgets what this process remembers. */
  clear(): void;
}

/**
 * Puts caches before an embedder: queries in the process and in Redis, other texts in the process. Entries belong to
 * what the model makes of the probe, so another model behind the same name finds none of them.
 */
export function withCaches(
  inner: Omit<Embedder, 'embedQuery' | 'expectQuery'>,
  { batchSize, shared, metrics }: CacheOptions,
): CachedEmbedder {
  const queries = vectorCache(QUERY_BYTES);
  const texts = vectorCache(TEXT_BYTES);
  const expected = new LRUCache<string, Expected>({ max: MAX_EXPECTED, ttl: EXPECTED_MS });
  const prospects = createProspects();
  const ask = gather((batch) => inner.embed(batch), batchSize);
  let fingerprint: Promise<string> | undefined;

  const probe = async () => {
    const vector = await inner.probe();
    fingerprint = Promise.resolve(fingerprintOf(await inner.identity(), vector));
    return vector;
  };
  const keys = async (): Promise<(text: string) => string> => {
    fingerprint ??= probe().then(
      () => fingerprint as Promise<string>,
      (error: unknown) => {
        fingerprint = undefined;
        throw error;
      },
    );
    const model = await fingerprint;
    return (text) => `${model}:${createHash('sha256').update(text).digest('base64url')}`;
  };

  const look = (key: string) => (shared && prospects.look() ? shared.get(key) : undefined);

  return {
    identity: inner.identity,
    probe,
    async embed(wanted, signal) {
      const keyOf = await keys();
      const found = wanted.map((text) => texts.get(keyOf(text)));
      for (const vector of found) metrics?.embeddingCache('l1', vector !== undefined);
      const missing = [...new Set(wanted.filter((_, index) => !found[index]))];
      const made = await inner.embed(missing, signal);
      const fresh = new Map(missing.map((text, index) => [text, made[index] as Float32Array]));
      for (const [text, vector] of fresh) texts.set(keyOf(text), vector);
      return wanted.map((text, index) => found[index] ?? (fresh.get(text) as Float32Array));
    },
    async embedQuery(text) {
      const key = (await keys())(text);
      const near = queries.get(key);
      metrics?.embeddingCache('l1', near !== undefined);
      if (near) {
        prospects.found(true);
        return near;
      }
      const { looked, made } = expected.get(key) ?? { looked: look(key) };
      // Once only: what failed must not be the answer to those who ask again.
      expected.delete(key);
      const far = await looked;
      if (looked) {
        metrics?.embeddingCache('l2', Boolean(far));
        prospects.found(Boolean(far));
      }
      const vector = far ?? (await (made ?? ask(text)));
      queries.set(key, vector);
      if (looked && !far) shared?.set(key, vector);
      return vector;
    },
    expectQuery(text) {
      if (!shared || fingerprint === undefined) return;
      void keys().then(
        (keyOf) => {
          const key = keyOf(text);
          if (queries.has(key) || expected.has(key)) return;
          // Where queries are always new, it is embedded while the caches are still being asked.
          const made = prospects.good() ? undefined : ask(text);
          made?.catch(() => undefined);
          expected.set(key, { looked: look(key), made });
        },
        () => undefined,
      );
    },
    clear() {
      expected.clear();
      queries.clear();
      texts.clear();
    },
  };
}

const vectorCache = (bytes: number) =>
  new LRUCache<string, Float32Array>({
    maxSize: bytes,
    sizeCalculation: (vector, key) => vector.byteLength + key.length,
  });

function fingerprintOf({ provider, model, dimension }: ModelIdentity, probe: Float32Array): string {
  const rounded = Array.from(probe, (value) => value.toFixed(DIGITS));
  return createHash('sha256')
    .update(JSON.stringify([provider, model, dimension, rounded]))
    .digest('base64url')
    .slice(0, 16);
}
