import type { Embedder } from '../embeddings/embedder.ts';
import type { VectorRecord } from './index.ts';
import type { VectorSource } from './kind.ts';
import { revisionOf } from './revision.ts';

/** The vectors of these entities as the index stores them, in their order. @throws EmbeddingError */
export async function makeRecords(
  embedder: Embedder,
  sources: readonly VectorSource[],
  signal?: AbortSignal,
): Promise<VectorRecord[]> {
  const made = await embedder.embed(
    sources.map(({ text }) => text),
    signal,
  );
  return sources.map((source, index) => ({
    id: source.id,
    project: source.project,
    type: source.type,
    tags: source.tags,
    createdAt: source.createdAt,
    revision: revisionOf(source),
    vector: made[index] as Float32Array,
  }));
}
