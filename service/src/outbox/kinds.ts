import { errorVectors } from '../firewall/vector-kind.ts';
import { memoryVectors } from '../memories/vector-kind.ts';
import type { VectorKind } from '../vectors/kind.ts';

/** Every kind of entity that has vectors; see VectorKind for how to add one. */
export const VECTOR_KINDS: readonly VectorKind[] = [memoryVectors, errorVectors];
