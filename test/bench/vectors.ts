import type { Embedder } from '../../service/src/embeddings/embedder.ts';
import { normalize } from '../../service/src/embeddings/normalize.ts';
import { sentence } from './texts.ts';

/** Texts whose vectors the model makes; all others lie around these. */
const REAL_TEXTS = 420;
/** Length of what is added to a vector of length 1: neighbours of one text are about this far from it. */
const SPREAD = 0.3;

/**
 * Unit vectors for any number of texts in the time of a few: that of text `number` is the model's own for one of
 * REAL_TEXTS, moved by a little that depends on the number alone.
 */
export async function vectorsAround(embedder: Embedder): Promise<(number: number) => Float32Array> {
  const real = await embedder.embed(Array.from({ length: REAL_TEXTS }, (_, index) => sentence(index)));
  return (number) => {
    const centre = real[number % REAL_TEXTS] as Float32Array;
    const random = uniform(number);
    // Uniform from -1 to 1 has variance 1/3.
    const scale = SPREAD * Math.sqrt(3 / centre.length);
    return normalize(centre.map((value) => value + scale * (2 * random() - 1)));
  };
}

/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
function uniform(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
