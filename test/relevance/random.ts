import { createHash } from 'node:crypto';

const digest = (seed: readonly (string | number)[]): number =>
  createHash('sha256').update(seed.join('\u0000')).digest().readUInt32BE(0);

/** A number from 0 up to but not including 1 that depends on nothing but the seed. */
export const chance = (...seed: (string | number)[]): number => digest(seed) / 2 ** 32;

/** A source of such numbers, one after the other. */
export function sequence(seed: string): () => number {
  let state = digest([seed]);
  // Marsaglia's xorshift: quick, and good enough to draw samples.
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Which half of the set a question belongs to, for ever: weights are chosen on one and reported on the other. */
export const halfOf = (id: string): 'tuning' | 'frozen' => (chance('half', id) < 0.5 ? 'tuning' : 'frozen');
