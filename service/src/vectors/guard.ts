import type { Pool } from 'mysql2/promise';
import type { Embedder, ModelIdentity } from '../embeddings/embedder.ts';
import type { VectorIndex } from './index.ts';
import { assertSameModel, insertKnownModel, type KnownModel, probeModel, readKnownModel } from './model.ts';

/** A rebuild elsewhere can change which model is right: believed for this long, then asked again on the side. */
const FRESH_MS = 1000;
/** Older than this it is not believed any more. */
const STALE_MS = 2000;
/** A server that is given other weights is noticed within this time. */
const PROBE_MS = 600_000;

export interface ModelGuard {
  /**
   * Makes sure that the vectors in the index and those the embedder makes now come from one model, and that the
   * collections are there. Costs a look into MySQL every second at most, which nobody waits for.
   *
   * @throws AppError MODEL_MISMATCH; EmbeddingError; VectorError
   */
  ready(): Promise<ModelIdentity>;

  /** What the embedder makes now, whether or not the stored vectors are of the same model. @throws EmbeddingError */
  own(): Promise<KnownModel>;
}

export interface GuardDependencies {
  mysql: Pool;
  embedder: Embedder;
  vectors: VectorIndex;
}

/** The model that made the first vector is written down in MySQL; only a rebuild changes it. */
export function createModelGuard({ mysql, embedder, vectors }: GuardDependencies): ModelGuard {
  const own = remembered(PROBE_MS, Number.POSITIVE_INFINITY, () => probeModel(embedder));
  const check = async (): Promise<ModelIdentity> => {
    const { identity, known: now } = await own();
    const known = await readKnownModel(mysql);
    if (known) assertSameModel(known, now);
    // Before the model is written down, so that one which the collections refuse never is.
    await vectors.ensure(identity);
    if (!known) {
      await insertKnownModel(mysql, now);
      assertSameModel((await readKnownModel(mysql)) ?? now, now);
    }
    return identity;
  };
  const checked = remembered(FRESH_MS, STALE_MS, check);
  return {
    async ready() {
      const identity = await checked();
      // Again each time, for the index knows when its collections went missing.
      await vectors.ensure(identity);
      return identity;
    },
    own: async () => (await own()).known,
  };
}

/**
 * The last answer while it is younger than `freshMs`; after that still, while the next one is on its way, until it is
 * `staleMs` old. Failures are not remembered; they end what was, unless it never gets stale.
 */
function remembered<T>(freshMs: number, staleMs: number, ask: () => Promise<T>): () => Promise<T> {
  let last: { value: T; at: number } | undefined;
  let asking: Promise<T> | undefined;
  const refresh = () => {
    const at = performance.now();
    asking ??= ask()
      .then(
        (value) => {
          last = { value, at };
          return value;
        },
        (error: unknown) => {
          if (Number.isFinite(staleMs)) last = undefined;
          throw error;
        },
      )
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  return async () => {
    const age = last ? performance.now() - last.at : Number.POSITIVE_INFINITY;
    if (!last || age > staleMs) return refresh();
    // Whoever asks once it is stale hears of a failure.
    if (age > freshMs) refresh().catch(() => undefined);
    return last.value;
  };
}
