import { LRUCache } from 'lru-cache';
import type { Embedder } from '../../embeddings/embedder.ts';
import type { Log } from '../../ports.ts';
import type { Scored } from './fuse.ts';
import type { ShortCandidate } from './short-scan.ts';

const CACHE_BYTES = 16 * 1024 * 1024;
/** Texts embedded after one search at most; the rest follows after the next ones. */
const MAX_BATCH = 32;

/** Ranks short-tier memories by the cosine with a query; those without a vector yet are left out. */
export type ShortVectors = (query: Float32Array, candidates: readonly ShortCandidate[]) => Scored[];

/**
 * Vectors of short-tier memories, kept in the process. They are made behind the searches, which never wait for them:
 * right after it was stored, a short memory is found by its words only.
 */
export function createShortVectors(embedder: Embedder, log: Log): ShortVectors {
  const vectors = new LRUCache<string, Float32Array>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (vector, text) => vector.byteLength + 2 * text.length,
  });
  let busy = false;

  async function learn(texts: string[]): Promise<void> {
    busy = true;
    try {
      const made = await embedder.embed(texts);
      for (const [index, text] of texts.entries()) vectors.set(text, made[index] as Float32Array);
    } catch (error) {
      log.debug({ err: error }, 'short-tier memories got no vectors');
    } finally {
      busy = false;
    }
  }

  return (query, candidates) => {
    const missing = candidates.map(({ memory }) => memory.content).filter((text) => !vectors.has(text));
    if (missing.length > 0 && !busy) void learn(Array.from(new Set(missing)).slice(0, MAX_BATCH));
    return candidates
      .flatMap(({ id, memory }) => {
        const vector = vectors.get(memory.content);
        return vector ? [{ id, score: cosine(query, vector) }] : [];
      })
      .sort((a, b) => b.score - a.score);
  };
}

/** Of two vectors of length 1. */
const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
