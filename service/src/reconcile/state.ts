import type { Pool } from 'mysql2/promise';
import type { Embedder } from '../embeddings/embedder.ts';
import { AppError } from '../errors.ts';
import type { ModelGuard } from '../vectors/guard.ts';
import { COLLECTION_KEYS, type VectorIndex } from '../vectors/index.ts';
import { difference, readKnownModel, title } from '../vectors/model.ts';
import { readRebuild } from '../vectors/rebuild-state.ts';
import type { VectorState } from './schemas.ts';

export interface StateDependencies {
  mysql: Pool;
  vectors: VectorIndex;
  embedder: Embedder;
  guard: ModelGuard;
}

/** What the vectors are made of, and whether they fit the configuration. @throws AppError STORE_UNAVAILABLE */
export async function vectorState({
  mysql,
  vectors,
  embedder,
  guard,
}: StateDependencies): Promise<VectorState> {
  try {
    const own = await guard.own();
    const [known, rebuild, model] = [
      await readKnownModel(mysql),
      await readRebuild(mysql),
      await embedder.identity(),
    ];
    const collections = await Promise.all(
      COLLECTION_KEYS.map(async (collection) => {
        const serving = await vectors.generations.serving(collection);
        return {
          collection,
          generation: serving?.generation ?? null,
          model: serving ? title(serving.model) : null,
        };
      }),
    );
    const matches = !known || difference(known, own) === null;
    return { model, matches, collections, rebuilding: rebuild !== null };
  } catch (cause) {
    throw new AppError('STORE_UNAVAILABLE', { cause });
  }
}
