import { createHash } from 'node:crypto';
import { tokenize } from '../memories/search/tokens.ts';
import { type Embedder, type ModelIdentity, PROBE_TEXT } from './embedder.ts';
import { normalize } from './normalize.ts';

const DIMENSION = 512;
// The hash and the tokenizer make the model: a change of either is a new model.
const IDENTITY: ModelIdentity = {
  provider: 'builtin',
  model: 'hashed-words-1',
  dimension: DIMENSION,
  kind: 'lexical',
};

/**
 * Vectors by feature hashing of words, without any model: texts are near when they share words, not when they mean
 * the same. For trying the service out, never a replacement for a model.
 */
export function createBuiltinEmbedder(): Embedder {
  return {
    identity: async () => IDENTITY,
    embed: async (texts) => texts.map(hashedWords),
    embedQuery: async (text) => hashedWords(text),
    expectQuery: () => undefined,
    probe: async () => hashedWords(PROBE_TEXT),
  };
}

function hashedWords(text: string): Float32Array {
  const { main, extra } = tokenize(text);
  const vector = new Float32Array(DIMENSION);
  const tokens = main.size > 0 ? [...main, ...extra] : [text];
  for (const token of tokens) {
    const hash = createHash('md5').update(token).digest().readUInt32LE(0);
    // The sign makes collisions cancel out on average instead of adding up.
    const slot = hash % DIMENSION;
    vector[slot] = (vector[slot] ?? 0) + (hash & 0x80000000 ? -1 : 1);
  }
  // Signs may cancel to nothing; any fixed direction will do then.
  if (vector.every((value) => value === 0)) vector[0] = 1;
  return normalize(vector);
}
