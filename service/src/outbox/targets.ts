import type { Pool } from 'mysql2/promise';
import type { ModelGuard } from '../vectors/guard.ts';
import type { CollectionKey, VectorTarget } from '../vectors/index.ts';
import { assertSameModel, difference, readKnownModel } from '../vectors/model.ts';
import { readRebuild } from '../vectors/rebuild-state.ts';

/** Where the vectors of each collection go now. */
export type Targets = (collection: CollectionKey) => VectorTarget[];

/**
 * Finds out where vectors must be written: into what is searched, and into what a rebuild fills. The latter by its own
 * name until the old collection is gone: a proxy may take a while to see that the alias has moved. Ask after the
 * entries were claimed: a rebuild that begins later reads their changes from MySQL itself.
 *
 * @throws AppError MODEL_MISMATCH when this process makes vectors of another model; EmbeddingError; VectorError
 */
export async function writeTargets(mysql: Pool, guard: ModelGuard): Promise<Targets> {
  const rebuild = await readRebuild(mysql);
  if (!rebuild || rebuild.phase === 'creating') {
    await guard.ready();
    return (collection) => [collection];
  }
  const own = await guard.own();
  assertSameModel(rebuild.model, own);
  const known = await readKnownModel(mysql);
  // What is searched now is of a model that nobody may have any more; it goes once the rebuild is done.
  const serves = known !== undefined && difference(known, own) === null;
  if (serves) await guard.ready();
  return (collection) => {
    const generation = rebuild.generations[collection];
    return [
      ...(serves ? [collection] : []),
      ...(generation === undefined ? [] : [{ collection, generation }]),
    ];
  };
}
