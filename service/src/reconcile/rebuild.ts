import { setTimeout as delay } from 'node:timers/promises';
import { transaction } from '../database/transaction.ts';
import { AppError } from '../errors.ts';
import type { Job, Progress } from '../jobs/job.ts';
import { VECTOR_KINDS } from '../outbox/kinds.ts';
import type { ModelGuard } from '../vectors/guard.ts';
import { COLLECTION_KEYS, type CollectionKey } from '../vectors/index.ts';
import { difference, type KnownModel, readKnownModel, replaceKnownModel } from '../vectors/model.ts';
import {
  deleteRebuild,
  type RebuildState,
  readRebuild,
  saveRebuild,
  writeRebuild,
} from '../vectors/rebuild-state.ts';
import { type CopyDependencies, copyKind } from './copy.ts';
import { settle } from './settle.ts';

/** Searches that are under way while the alias moves still read the old collection. */
const GRACE_MS = 3000;

export interface RebuildDependencies extends CopyDependencies {
  guard: ModelGuard;
}

export interface RebuildReport {
  /** The new generation of each collection. */
  generations: RebuildState['generations'];
  model: Omit<KnownModel, 'probe'>;
  /** Whether it went on with a rebuild that had been cut short. */
  resumed: boolean;
}

/**
 * Makes the vectors of these collections anew from MySQL, with the configured model, in new collections that then take
 * the old ones' place. Searches go on and stores are written to both meanwhile. Cut short at any point it goes on where
 * it was; one that another model was meant for starts again.
 *
 * @throws AppError INVALID_REQUEST when the model has changed and not all collections are to be rebuilt
 */
export async function rebuildVectors(
  dependencies: RebuildDependencies,
  wanted: readonly CollectionKey[],
  progress: Progress,
  signal: AbortSignal,
): Promise<RebuildReport> {
  const { mysql, vectors, embedder, guard } = dependencies;
  const own = await guard.own();
  const left = await readRebuild(mysql);
  const resumed = left !== null && difference(left.model, own) === null;
  const state = resumed ? left : await begin(dependencies, own, wanted);

  if (state.phase === 'creating') {
    const identity = await embedder.identity();
    await Promise.all(
      generations(state).map((generation) => vectors.generations.create(generation, identity)),
    );
    await enter(dependencies, state, 'filling');
  }
  if (state.phase === 'filling') {
    await fill(dependencies, state, progress, signal);
    await settle(dependencies, state, signal);
    await Promise.all(generations(state).map((generation) => vectors.generations.serve(generation)));
    await transaction(mysql, async (connection) => {
      await replaceKnownModel(connection, state.model);
      await saveRebuild(connection, { ...state, phase: 'dropping' });
    });
    await delay(GRACE_MS, undefined, { signal });
  }
  await dropUnserved(dependencies);
  await deleteRebuild(mysql);
  const { provider, model, dimension } = state.model;
  return { generations: state.generations, model: { provider, model, dimension }, resumed };
}

/** The job that does it. It is `due` while a rebuild with this process' model is unfinished. */
export const rebuildJob = (
  dependencies: RebuildDependencies,
  wanted: readonly CollectionKey[] = COLLECTION_KEYS,
): Job<RebuildReport> => ({
  name: 'vectors-rebuild',
  project: null,
  run: (progress, signal) => rebuildVectors(dependencies, wanted, progress, signal),
  due: async () => {
    const left = await readRebuild(dependencies.mysql);
    return left !== null && difference(left.model, await dependencies.guard.own()) === null;
  },
});

async function begin(
  { mysql, vectors, guard }: RebuildDependencies,
  own: KnownModel,
  wanted: readonly CollectionKey[],
): Promise<RebuildState> {
  const known = await readKnownModel(mysql);
  const changed = known ? difference(known, own) : null;
  if (changed === null) await guard.ready();
  else if (COLLECTION_KEYS.some((key) => !wanted.includes(key))) {
    throw new AppError('INVALID_REQUEST', {
      message: `The model has changed, so all collections must be rebuilt together: ${COLLECTION_KEYS.join(', ')}`,
    });
  }
  await deleteRebuild(mysql);
  await dropUnserved({ vectors });
  const entries = await Promise.all(
    wanted.map(async (collection): Promise<[CollectionKey, number]> => {
      const existing = await vectors.generations.list(collection);
      return [collection, Math.max(0, ...existing) + 1];
    }),
  );
  const state: RebuildState = {
    phase: 'creating',
    model: own,
    generations: Object.fromEntries(entries),
    copied: {},
  };
  await writeRebuild(mysql, state);
  return state;
}

async function fill(
  dependencies: RebuildDependencies,
  state: RebuildState,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const kinds = VECTOR_KINDS.filter(({ collections }) =>
    collections.some((collection) => state.generations[collection] !== undefined),
  );
  const counts = await Promise.all(kinds.map((kind) => kind.count(dependencies.mysql)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  let done = 0;
  for (const kind of kinds) {
    await copyKind(
      dependencies,
      state,
      kind,
      (count) => {
        done += count;
        progress(done, Math.max(total, done));
      },
      signal,
    );
  }
}

async function enter(
  { mysql }: RebuildDependencies,
  state: RebuildState,
  phase: RebuildState['phase'],
): Promise<void> {
  state.phase = phase;
  await saveRebuild(mysql, state);
}

const generations = ({ generations }: RebuildState) =>
  (Object.entries(generations) as [CollectionKey, number][]).map(([collection, generation]) => ({
    collection,
    generation,
  }));

/** Drops every generation that searches do not see. */
async function dropUnserved({ vectors }: Pick<RebuildDependencies, 'vectors'>): Promise<void> {
  for (const collection of COLLECTION_KEYS) {
    const serving = await vectors.generations.serving(collection);
    for (const generation of await vectors.generations.list(collection)) {
      // Without an alias the first collection is just being made.
      if (serving && generation !== serving.generation) {
        await vectors.generations.drop({ collection, generation });
      }
    }
  }
}
